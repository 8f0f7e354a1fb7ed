// The page's side of the chat. The server's is in Program.cs and ChatRooms.cs.
const ackBound = 10_000; // milliseconds
const typingPause = 2000;
const $ = id => document.getElementById(id);

const socket = io({
  autoConnect: false,
  // asked for at each connection, also after a break: name and room as they are then
  auth: answer => answer({ name: localStorage.chatName, room: sessionStorage.chatRoom }),
});

const typing = new Map(); // name -> timer
let lastAuthor;

// --- coming in

function showWelcome(problem = "") {
  socket.disconnect();
  $("chat").hidden = true;
  $("welcome").hidden = false;
  $("problem").textContent = problem;
  $("name").value = localStorage.chatName ?? "";
  $("name").focus();
}

$("welcome").addEventListener("submit", event => {
  event.preventDefault();
  localStorage.chatName = $("name").value.trim();
  socket.connect();
});

$("leave").addEventListener("click", () => showWelcome());

socket.on("connect", () => {
  $("welcome").hidden = true;
  $("chat").hidden = false;
  $("me").replaceChildren(avatar(localStorage.chatName), element("span", "name", localStorage.chatName));
  showStatus("online", "online");
});

socket.on("connect_error", error => {
  // active: a network that failed is tried again; otherwise the server has said no
  if (socket.active) {
    showStatus("connecting…", "away");
  } else {
    showWelcome(error.message);
  }
});

socket.on("disconnect", () => {
  showStatus("connecting…", "away");
  typing.forEach(clearTimeout);
  typing.clear();
  showTyping();
});

function showStatus(text, state) {
  $("status").textContent = text;
  $("status").dataset.state = state;
}

// --- rooms and members

socket.on("room", name => {
  const isBack = $("room").textContent === name; // after a break
  if (!isBack) {
    $("messages").replaceChildren();
  }

  sessionStorage.chatRoom = name;
  $("room").textContent = name;
  document.title = `${name} · Chat`;
  showNotice(isBack ? "Connected again." : `You are in ${name}.`);
});

socket.on("rooms", rooms => $("rooms").replaceChildren(...rooms.map(room => {
  const button = element("button", "", element("span", "name", room.name), element("span", "badge", room.online || ""));
  button.type = "button";
  button.ariaCurrent = room.name === sessionStorage.chatRoom ? "true" : null;
  button.addEventListener("click", () => enter(room.name));
  return element("li", "", button);
})));

socket.on("members", names => {
  $("count").textContent = names.length;
  $("members").replaceChildren(...names.map(name => element("li", "", avatar(name), element("span", "name", name))));
});

$("new-room").addEventListener("submit", event => {
  event.preventDefault();
  enter(event.target.room.value);
  event.target.reset();
});

function enter(room) {
  closeSide();
  if (room !== sessionStorage.chatRoom) {
    socket.emit("enter", room);
  }
}

$("menu").addEventListener("click", () => {
  const isOpen = document.body.classList.toggle("side-open");
  $("menu").ariaExpanded = String(isOpen);
});
$("shade").addEventListener("click", closeSide);
document.addEventListener("keydown", event => event.key === "Escape" && closeSide());

function closeSide() {
  document.body.classList.remove("side-open");
  $("menu").ariaExpanded = "false";
}

// --- messages

socket.on("message", message => {
  setTyping(message.name, false);
  showMessage(message.name, message.text, message.sentAt, "theirs");
});

$("composer").addEventListener("submit", async event => {
  event.preventDefault();
  const text = event.target.text.value.trim();
  if (!text) {
    return;
  }

  event.target.reset();
  fitComposer();
  tellTyping(false);
  const shown = showMessage(localStorage.chatName, text, new Date(), "mine pending");
  try {
    // the ack says that the message is with the others, or why it is not
    const { message, error } = await socket.timeout(ackBound).emitWithAck("message", text);
    shown.classList.remove("pending");
    if (message) {
      shown.querySelector("time").replaceWith(time(message.sentAt));
    } else {
      fail(shown, error);
    }
  } catch {
    fail(shown, "Not sent.");
  }
});

function fail(shown, why) {
  shown.classList.remove("pending");
  shown.classList.add("failed");
  shown.querySelector(".bubble").append(element("span", "why", why));
}

function showMessage(name, text, sentAt, kind) {
  const bubble = element("div", "bubble", element("p", "", text), time(sentAt));
  const item = element("li", kind, bubble);
  if (lastAuthor === name) {
    item.classList.add("again");
  } else if (!kind.includes("mine")) {
    bubble.prepend(element("b", "", name));
  }

  if (!kind.includes("mine")) {
    item.prepend(avatar(name));
    bubble.style.setProperty("--hue", hueOf(name));
  }

  lastAuthor = name;
  return append(item);
}

function showNotice(text) {
  lastAuthor = undefined;
  append(element("li", "notice", text));
}

// follows what is new, unless somebody reads further up
function append(item) {
  const list = $("messages");
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  list.append(item);
  if (isAtEnd || item.classList.contains("mine")) {
    list.scrollTop = list.scrollHeight;
  }

  return item;
}

// --- typing

let typingTimer;

$("composer").text.addEventListener("input", () => {
  fitComposer();
  tellTyping($("composer").text.value !== "");
});

$("composer").text.addEventListener("keydown", event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("composer").requestSubmit();
  }
});

function tellTyping(isTyping) {
  const wasTyping = typingTimer !== undefined;
  clearTimeout(typingTimer);
  typingTimer = isTyping ? setTimeout(tellTyping, typingPause, false) : undefined;
  if (isTyping !== wasTyping) {
    socket.volatile.emit("typing", isTyping); // not worth keeping for later
  }
}

socket.on("typing", setTyping);

function setTyping(name, isTyping) {
  clearTimeout(typing.get(name));
  typing.delete(name);
  if (isTyping) {
    typing.set(name, setTimeout(setTyping, typingPause * 3, name, false)); // should the end of it be lost
  }

  showTyping();
}

function showTyping() {
  const names = [...typing.keys()];
  $("typing").textContent = names.length === 0 ? "" : names.length > 2 ? "Several people are typing…" : `${names.join(" and ")} ${names.length > 1 ? "are" : "is"} typing…`;
}

function fitComposer() {
  const area = $("composer").text;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

// --- parts: text only ever becomes text, never HTML

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

function avatar(name) {
  const made = element("span", "avatar", [...name][0].toUpperCase());
  made.style.setProperty("--hue", hueOf(name));
  made.ariaHidden = "true";
  return made;
}

function time(at) {
  const date = new Date(at);
  const made = element("time", "", date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
  made.dateTime = date.toISOString();
  return made;
}

function hueOf(name) {
  return [...name].reduce((hash, char) => (hash * 31 + char.codePointAt(0)) % 360, 7);
}

if (localStorage.chatName) {
  socket.connect();
} else {
  showWelcome();
}
