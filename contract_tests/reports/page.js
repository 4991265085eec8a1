"use strict";
const box = document.getElementById("filter");
const grade = document.getElementById("grade");
const shown = document.getElementById("shown");
const findings = [...document.querySelectorAll(".finding")];

function sift() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const each of findings) {
    const text = each.dataset.words;
    const fits = words.every((word) => text.includes(word))
      && (!grade.value || each.classList.contains(grade.value));
    each.hidden = !fits;
    count += fits ? 1 : 0;
  }
  shown.textContent = `${count} of ${findings.length} shown`;
}

async function copy(button) {
  const text = button.previousElementSibling.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 2000);
}

if (box) {
  box.addEventListener("input", sift);
  grade.addEventListener("change", sift);
  sift();
}
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", () => copy(button));
}
