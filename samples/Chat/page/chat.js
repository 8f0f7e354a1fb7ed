// The page's side of the chat. The server's is in ChatServer.cs and ChatRooms.cs.
import { showFailure, showHistory, showMessage } from "./messages.js";
import { $, avatar, element, newId, size } from "./parts.js";
import { transports } from "./transports.js";

const largestFile = 2 * 1024 * 1024; // as in ChatFile.cs
const typingPause = 2000; // milliseconds

export const socket = io({
  autoConnect: false,
  transports,
  // asked for at each connection, also after a break: name and room as they are then
  auth: answer => answer({ name: localStorage.chatName, room: sessionStorage.chatRoom }),
  // what has not been answered is sent again after a break; the server knows by its id what it has already
  retries: 10,
  ackTimeout: 60_000,
  reconnectionDelay: 500,
  reconnectionDelayMax: 3000,
});

const typing = new Map(); // name -> timer

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
  // recovered: the same socket as before, and nothing was missed; otherwise the server sends "room" with the history
  showStatus("online", socket.recovered ? "recovered" : "new");
});

socket.on("connect_error", error => {
  // active: a network that failed is tried again; otherwise the server has said no
  if (!socket.active) {
    showWelcome(error.message);
  } else if ($("chat").hidden) {
    $("problem").textContent = "The server does not answer. Trying again…";
  }
});

socket.on("disconnect", () => {
  showStatus("reconnecting…", "away");
  typing.forEach(clearTimeout);
  typing.clear();
  showTyping();
});

function showStatus(text, state) {
  $("status").textContent = text;
  $("status").dataset.state = state;
}

// --- rooms and members
// a client that can be recovered gets one argument more with each event, its place among them: handlers leave it out

socket.on("room", (name, history) => {
  showHistory(history, name === $("room").textContent, localStorage.chatName);
  sessionStorage.chatRoom = name;
  $("room").textContent = name;
  document.title = `${name} · Chat`;
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
  $("here").textContent = names.join(", ");
  $("members").replaceChildren(...names.map(name => element("li", "", avatar(name), element("span", "name", name))));
});

$("new-room").addEventListener("submit", event => {
  event.preventDefault();
  enter(event.target.room.value);
  event.target.reset();
});

async function enter(room) {
  $("room-problem").textContent = room === sessionStorage.chatRoom ? "" : await socket.emitWithAck("enter", room).catch(() => "The server does not answer.");
  if ($("room-problem").textContent === "") {
    closeSide();
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

// --- messages and files

socket.on("message", message => {
  setTyping(message.name, false);
  showMessage(message, message.name === localStorage.chatName ? "mine" : "theirs");
});

$("composer").addEventListener("submit", event => {
  event.preventDefault();
  const text = event.target.text.value.trim();
  if (text) {
    event.target.reset();
    fitComposer();
    tellTyping(false);
    send({ text }, id => socket.emitWithAck("message", id, text));
  }
});

$("file").addEventListener("change", event => {
  [...event.target.files].forEach(sendFile);
  event.target.value = "";
});

document.addEventListener("dragover", event => {
  if (event.dataTransfer.types.includes("Files")) {
    event.preventDefault();
    document.body.classList.add("dragging");
  }
});
document.addEventListener("dragleave", event => event.relatedTarget ?? document.body.classList.remove("dragging"));
document.addEventListener("drop", event => {
  event.preventDefault();
  document.body.classList.remove("dragging");
  if (!$("chat").hidden) {
    [...event.dataTransfer.files].forEach(sendFile);
  }
});

function sendFile(file) {
  send({ text: "", file: { name: file.name, type: file.type, size: file.size } }, async id => {
    if (file.size === 0 || file.size > largestFile) {
      return { error: file.size === 0 ? "The file is empty." : `The file is too large: at most ${size(largestFile)} can be sent.` };
    }

    return socket.emitWithAck("file", id, file.name, file.type, await file.arrayBuffer());
  });
}

// The ack says that the message is with the others, or why it is not. Until then it is shown as pending, also through a break.
async function send(content, emit) {
  const id = newId();
  showMessage({ id, name: localStorage.chatName, sentAt: new Date(), ...content }, "mine pending");
  try {
    const { message, error } = await emit(id);
    if (message) {
      showMessage(message, "mine");
    } else {
      showFailure(id, error);
    }
  } catch {
    showFailure(id, "Not sent.");
  }
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

socket.on("typing", (name, isTyping) => setTyping(name, isTyping));

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

if (localStorage.chatName) {
  socket.connect();
} else {
  showWelcome();
}
