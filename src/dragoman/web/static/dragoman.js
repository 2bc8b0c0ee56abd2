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
