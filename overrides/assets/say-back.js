/*
 * "Say it back" on the page of a use: an answer is met with what is right and why, in the words of the page.
 * Without this script each question opens with its answer below it. Nothing is kept, counted or sent.
 */
(function () {
  "use strict";
  var say = document.querySelector(".say");
  var shared = window.myQuestions;
  if (!say || !shared) { return; }
  var root = document.documentElement;

  say.querySelectorAll("fieldset").forEach(function (one) {
    var folded = one.nextElementSibling;
    var said = shared.make("div", "", "say__said");
    said.setAttribute("role", "status");
    folded.classList.add("on-paper");
    folded.parentNode.insertBefore(said, folded);
    function tell() {
      var picked = one.querySelector("input:checked");
      if (!picked) { return; }
      var why = folded.querySelector("p").cloneNode(true);
      why.insertBefore(document.createTextNode((picked.value ? say.dataset.yes : say.dataset.no) + " "), why.firstChild);
      said.textContent = "";
      said.appendChild(why);
    }
    /* With the keyboard an arrow chooses while it moves: so the answer comes at the space bar or Enter, or a click. */
    one.addEventListener("click", function (event) { if (event.detail) { tell(); } });
    one.addEventListener("keyup", function (event) {
      if (event.key === " " || event.key === "Enter") { setTimeout(tell); }
    });
    /* A browser that comes back to the page may have kept what was picked. */
    tell();
  });

  /* The questions alone on paper, with room to write, to take along to the talk. */
  var print = shared.button(say.dataset.print, function () {
    root.dataset.say = "alone";
    window.print();
  });
  print.className = "plain";
  say.lastElementChild.appendChild(print);
  window.addEventListener("afterprint", function () { delete root.dataset.say; });
})();
