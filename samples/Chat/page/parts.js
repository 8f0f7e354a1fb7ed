// Parts of the page. Text only ever becomes text, never HTML.
export const $ = id => document.getElementById(id);

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

export function avatar(name) {
  const made = element("span", "avatar", [...name][0].toUpperCase());
  made.style.setProperty("--hue", hueOf(name));
  made.ariaHidden = "true";
  return made;
}

export function time(at) {
  const date = new Date(at);
  const made = element("time", "", date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
  made.dateTime = date.toISOString();
  return made;
}

export function day(at) {
  const date = new Date(at);
  return date.toDateString() === new Date().toDateString() ? "Today" : date.toLocaleDateString([], { weekday: "long", day: "numeric", month: "long" });
}

export function size(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(Math.ceil(bytes / 1024 / 102.4) / 10)} MB`;
}

export function hueOf(name) {
  return [...name].reduce((hash, char) => (hash * 31 + char.codePointAt(0)) % 360, 7);
}

// crypto.randomUUID is not there where the page comes over http from another machine
export function newId() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
