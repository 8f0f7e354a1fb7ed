// Asks for each file of the page and shows what the server said of it.
const files = ['/', '/style.css', '/script.js', '/lighthouse.svg', '/downloads/reports/tides.csv', '/nothing.txt'];
const fields = {
  'content-type': 'Type',
  'content-encoding': 'Encoding',
  'cache-control': 'Cache',
  etag: 'ETag',
  'last-modified': 'Modified',
};

const template = document.getElementById('card');
const list = document.getElementById('files');

function row(details, name, value) {
  const term = document.createElement('dt');
  const description = document.createElement('dd');
  term.textContent = name;
  description.textContent = value;
  details.append(term, description);
}

async function card(path) {
  const response = await fetch(path);
  const article = template.content.cloneNode(true);
  const details = article.querySelector('dl');
  article.querySelector('h2').textContent = path;
  row(details, 'Status', response.status);
  row(details, 'Size', `${(await response.arrayBuffer()).byteLength.toLocaleString('en')} bytes`);
  for (const [header, name] of Object.entries(fields)) {
    if (response.headers.has(header)) {
      row(details, name, response.headers.get(header));
    }
  }

  return article;
}

list.append(...await Promise.all(files.map(card)));
