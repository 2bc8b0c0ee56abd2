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

// A period is chosen on its histogram: by dragging over the bars, or by Shift and arrows, then Enter.
for (const chart of document.querySelectorAll("svg[data-brush]")) {
  const form = document.getElementById(chart.dataset.brush);
  const bars = [...chart.querySelectorAll("a")];
  const [since, until] = form.querySelectorAll("select");
  let from = -1;
  let to = -1;
  let held = false;
  let dragged = false;
  const show = () => {
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    bars.forEach((bar, n) => bar.classList.toggle("chosen", from >= 0 && n >= first && n <= last));
    since.selectedIndex = from < 0 ? 0 : first;
    until.selectedIndex = from < 0 ? bars.length - 1 : last;
  };
  const nearest = (x) => {
    const far = bars.map((bar) => {
      const box = bar.getBoundingClientRect();
      return Math.abs(box.left + box.width / 2 - x);
    });
    return far.indexOf(Math.min(...far));
  };
  form.parentElement.querySelector(".brush-help").hidden = false;
  bars.forEach((bar, n) => bar.setAttribute("tabindex", n ? "-1" : "0"));
  chart.addEventListener("dragstart", (drag) => drag.preventDefault());
  chart.addEventListener("pointerdown", (press) => {
    if (press.button) return;
    held = true;
    dragged = false;
    from = to = nearest(press.clientX);
  });
  chart.addEventListener("pointermove", (move) => {
    if (!held) return;
    to = nearest(move.clientX);
    if (to !== from && !dragged) {
      dragged = true;
      chart.setPointerCapture(move.pointerId);
    }
    if (dragged) show();
  });
  chart.addEventListener("pointerup", () => {
    if (held && dragged) form.requestSubmit();
    held = false;
  });
  chart.addEventListener("pointercancel", () => {
    held = dragged = false;
    from = to = -1;
    show();
  });
  chart.addEventListener("click", (click) => {
    if (dragged) click.preventDefault();
  }, true);
  chart.addEventListener("keydown", (press) => {
    const at = bars.indexOf(document.activeElement);
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -bars.length, End: bars.length };
    if (at < 0) return;
    if (press.key in steps) {
      press.preventDefault();
      const next = Math.max(0, Math.min(bars.length - 1, at + steps[press.key]));
      if (press.shiftKey && from < 0) from = at;
      if (press.shiftKey) to = next;
      else from = to = -1;
      bars.forEach((bar, n) => bar.setAttribute("tabindex", n === next ? "0" : "-1"));
      bars[next].focus();
      show();
    } else if (press.key === "Enter" && from >= 0 && from !== to) {
      press.preventDefault();
      form.requestSubmit();
    } else if (press.key === "Escape") {
      from = to = -1;
      show();
    }
  });
}

// A drawing wider than the window begins at what was chosen in it, else at the newest.
for (const drawing of document.querySelectorAll(".drawing")) {
  const marks = drawing.querySelectorAll(".mirror a");
  const shown = drawing.querySelector(".chosen") || marks[marks.length - 1];
  if (!shown) continue;
  const [box, frame] = [shown.getBoundingClientRect(), drawing.getBoundingClientRect()];
  drawing.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
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
