"use strict";
// Shows the cases of the chosen verdicts that contain the words; without this script all are shown.
const form = document.querySelector("form.filter");
if (form) {
  const words = form.querySelector("input[type=search]");
  const rows = document.querySelectorAll("tr[data-verdict]");
  const cells = document.querySelectorAll(".matrix .cell");
  const apply = () => {
    const shown = new Set();
    form.querySelectorAll("input[type=checkbox]:checked").forEach((box) => shown.add(box.value));
    const text = words.value.toLowerCase();
    const hides = (element, says) =>
      !shown.has(element.dataset.verdict) || !says.toLowerCase().includes(text);
    rows.forEach((row, i) => {
      row.hidden = hides(row, row.textContent);
      cells[i].classList.toggle("faded", row.hidden);
    });
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}
