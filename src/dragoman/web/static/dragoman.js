// What is easier with JavaScript; all reading and searching works without.
"use strict";

// A press of Escape closes an open reading.
document.addEventListener("keydown", (press) => {
  const open = document.querySelector(".sheet:target");
  if (press.key === "Escape" && open) {
    const close = open.querySelector(".close");
    if (close) close.click();
  }
});

// A form whose choice is enough sends itself.
for (const choice of document.querySelectorAll("form[data-send] select")) {
  choice.addEventListener("change", () => choice.form.requestSubmit());
}

// The queue of events by keyboard: j, k to go; o, f, e, u for the buttons that bear these keys.
const queue = [...document.querySelectorAll(".queue .item")];
let at = -1;
const go = (step) => {
  if (!queue.length) return;
  at = Math.max(0, Math.min(queue.length - 1, at + step));
  queue[at].focus();
  queue[at].scrollIntoView({ block: "nearest" });
};
document.addEventListener("keydown", (press) => {
  if (!queue.length || press.ctrlKey || press.metaKey || press.altKey) return;
  if (press.target.closest("input, select, textarea")) return;
  if (press.key === "j" || press.key === "k") return go(press.key === "j" ? 1 : -1);
  const where = press.key === "u" ? document : queue[at];
  const pressed = where && where.querySelector(`[data-key="${CSS.escape(press.key)}"]`);
  if (!pressed) return;
  press.preventDefault();
  if (pressed.tagName === "DETAILS") pressed.open = !pressed.open;
  else pressed.click();
});

// Files dropped on the form are the form's file.
for (const form of document.querySelectorAll("form[data-drop]")) {
  const file = form.querySelector("input[type=file]");
  form.addEventListener("dragover", (drag) => drag.preventDefault());
  form.addEventListener("drop", (drop) => {
    if (!drop.dataTransfer.files.length) return;
    drop.preventDefault();
    file.files = drop.dataTransfer.files;
  });
}

// A visit that is under way is asked how far it has come, without the page being left.
const ask = async () => {
  const shown = document.querySelector("#progress[data-again]");
  if (!shown) return;
  try {
    const answer = await fetch(shown.dataset.again, { headers: { accept: "text/html" } });
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#progress");
    if (now) shown.replaceWith(now);
  } catch {
    // the next try may get through
  }
  setTimeout(ask, 1500);
};
setTimeout(ask, 1000);
