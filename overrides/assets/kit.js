/* Buttons that copy the texts of a kit. Without this script a click or tap selects a text whole. */
(function () {
  "use strict";
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
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy: " + label);
    button.addEventListener("click", function () {
      var done = function () { status.textContent = "Copied: " + label; };
      var failed = function () {
        select(text);
        status.textContent = "Selected: " + label + ". Now copy it with your keyboard or menu.";
      };
      status.textContent = "";
      if (navigator.clipboard) { navigator.clipboard.writeText(text.textContent).then(done, failed); }
      else { failed(); }
    });
    part.appendChild(button);
  });
})();
