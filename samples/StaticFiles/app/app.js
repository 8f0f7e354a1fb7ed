// Routes in the browser: links below /app change the address without loading a page.
const title = document.querySelector('h2');

function show() {
  title.textContent = location.pathname;
}

document.addEventListener('click', event => {
  const link = event.target.closest('a[href^="/app/"]');
  if (link) {
    event.preventDefault();
    history.pushState(null, '', link.href);
    show();
  }
});
addEventListener('popstate', show);
show();
