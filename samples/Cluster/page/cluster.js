// What the sample Cluster adds to the page of the sample Chat: which node serves this client, and which everybody else. See Presence.cs.
import { socket } from "./chat.js";
import { showNotice } from "./messages.js";
import { $, element } from "./parts.js";

const here = element("p", "");
here.id = "node";
$("status").before(here);

const list = element("ul", "");
list.id = "nodes";
$("side").querySelector("footer").before(element("section", "", element("h2", "", "Nodes"), list));

let node; // the last that served this client

socket.on("node", name => {
  if (node) {
    const way = node === name ? `Back at ${name}` : `Moved from ${node} to ${name}`;
    showNotice(`${way}: ${socket.recovered ? "recovered, nothing was missed" : "a new socket, with the history"}`);
  }

  node = name;
  here.textContent = name;
  markOwn();
});

socket.on("disconnect", () => {
  here.textContent = "";
  $("status").textContent = "disconnected"; // until another node serves it, or this one again
  markOwn();
});

socket.on("nodes", nodes => {
  list.replaceChildren(...Object.entries(nodes).map(([name, people]) => element("li", "", element("h3", "", name), element("p", "", people.join(", ")))));
  markOwn();
});

function markOwn() {
  [...list.children].forEach(item => item.ariaCurrent = item.firstChild.textContent === here.textContent ? "true" : null);
}
