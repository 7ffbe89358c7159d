/* Buttons that copy the texts of a kit. Without this script a click or tap selects a text whole. */
(function () {
  "use strict";
  var WORDS = window.words["assets/kit.js"];
  /* Words with their places filled; for a number, the form that the language has for it. */
  function filled(words, values) {
    return words.replace(/%\((\w+)\)s/g, function (place, name) { return values[name]; });
  }
  var status = document.querySelector(".copied");
  function select(text) {
    var range = document.createRange();
    range.selectNodeContents(text);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }
  document.querySelectorAll(".copy").forEach(function (part) {
    var label = part.querySelector("p").textContent;
    var text = part.querySelector("pre");
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = WORDS.copy;
    button.setAttribute("aria-label", filled(WORDS["copy this"], { label: label }));
    button.addEventListener("click", function () {
      var done = function () { status.textContent = filled(WORDS.copied, { label: label }); };
      var failed = function () {
        select(text);
        status.textContent = filled(WORDS.selected, { label: label });
      };
      status.textContent = "";
      if (navigator.clipboard) { navigator.clipboard.writeText(text.textContent).then(done, failed); }
      else { failed(); }
    });
    part.appendChild(button);
  });
})();
