/* Puts the name of the clinic into the leaflet. Nothing is kept or sent; without this script the strip stays empty. */
(function () {
  "use strict";
  var form = document.querySelector(".clinic");
  var strip = document.querySelector(".strip__clinic");
  if (!form || !strip) { return; }
  function fill() {
    var name = form.querySelector("#clinic-name").value.trim();
    var contact = form.querySelector("#clinic-contact").value.trim();
    strip.querySelector(".strip__name").textContent = name;
    strip.querySelector(".strip__contact").textContent = contact;
    strip.classList.toggle("strip__filled", Boolean(name || contact));
  }
  form.addEventListener("input", fill);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    fill();
    print();
  });
  form.hidden = false;
  document.querySelector(".by-hand").hidden = true;
  // A browser may fill in again what was typed before the page was left.
  fill();
})();
