// The list of messages. Each is in it once, whether it comes live, with the history or as the answer to its sender.
import { $, avatar, day, element, hueOf, size, time } from "./parts.js";

const list = $("messages");
const items = new Map(); // message id -> its element
let isAtEnd = true; // follow what is new, unless somebody reads further up

list.addEventListener("scroll", () => isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80);
new ResizeObserver(follow).observe(list);

// Shows what was said before. After a break that is what was missed; what does not join on to what is there replaces it.
export function showHistory(messages, isSameRoom, myName) {
  if (!isSameRoom || !messages.some(message => items.has(message.id))) {
    const pending = isSameRoom ? [...list.querySelectorAll(".pending")] : [];
    list.replaceChildren(...pending);
    items.clear();
    pending.forEach(item => items.set(item.dataset.id, item));
    isAtEnd = true;
  }

  messages.forEach(message => showMessage(message, message.name === myName ? "mine" : "theirs"));
}

export function showMessage(message, kind) {
  const known = items.get(message.id);
  if (known && !known.classList.contains("pending")) {
    return; // it came before
  }

  const item = makeItem(message, kind);
  items.set(message.id, item);
  if (known) {
    known.replaceWith(item);
    group(item);
  } else {
    insert(item);
  }

  if (isAtEnd || kind.includes("pending")) {
    isAtEnd = true;
    follow();
  }
}

export function showFailure(id, why) {
  const item = items.get(id);
  item?.classList.replace("pending", "failed");
  item?.querySelector(".bubble").append(element("span", "why", why));
  follow();
}

// Shows a line that nobody said.
export function showNotice(text) {
  const next = list.querySelector(".pending");
  list.insertBefore(makeNotice(text, day(new Date())), next);
  if (next) {
    group(next);
  }

  follow();
}

function follow() {
  if (isAtEnd) {
    list.scrollTop = list.scrollHeight;
  }
}

// what is not sent yet stays below what is
function insert(item) {
  const next = item.classList.contains("pending") ? null : list.querySelector(".pending");
  const previous = next ? next.previousElementSibling : list.lastElementChild;
  if (previous?.dataset.day !== item.dataset.day) {
    list.insertBefore(makeNotice(item.dataset.day, item.dataset.day), next);
  }

  list.insertBefore(item, next);
  group(item);
  if (next) {
    group(next);
  }
}

// one name for all that somebody says in a row
function group(item) {
  item.classList.toggle("again", item.previousElementSibling?.dataset.author === item.dataset.author);
}

function makeNotice(text, day) {
  const notice = element("li", "notice", text);
  notice.dataset.day = day;
  return notice;
}

function makeItem(message, kind) {
  const isPending = kind.includes("pending");
  const bubble = element("div", "bubble", message.file ? showFile(message, isPending) : element("p", "", message.text), time(message.sentAt));
  const item = element("li", kind, bubble);
  Object.assign(item.dataset, { id: message.id, author: message.name, day: day(message.sentAt) });
  if (kind === "theirs") {
    bubble.prepend(element("b", "", message.name));
    bubble.style.setProperty("--hue", hueOf(message.name));
    item.prepend(avatar(message.name));
  }

  return item;
}

function showFile({ id, file }, isPending) {
  const name = element("span", "name", file.name);
  if (isPending) {
    return element("span", "file", name, element("span", "size", size(file.size)));
  }

  const link = element("a", file.isImage ? "image" : "file", ...(file.isImage ? [image(id, file)] : [name, element("span", "size", size(file.size))]));
  link.href = `files/${id}`;
  if (file.isImage) {
    link.target = "_blank";
  } else {
    link.download = file.name;
  }

  return link;
}

function image(id, file) {
  const made = element("img", "");
  made.alt = file.name;
  made.addEventListener("load", follow);
  made.addEventListener("error", () => made.replaceWith(`${file.name} is not kept any more.`));
  made.src = `files/${id}`;
  return made;
}
