/* The little that needs a script: the choice of colours, kept in this browser only. */
(function () {
  "use strict";
  var key = "colours";
  var root = document.documentElement;
  var select = document.getElementById("colours");
  var chosen = "";
  function read() {
    try { chosen = localStorage.getItem(key) || ""; } catch (e) { /* private mode: what was chosen on this page */ }
  }
  function apply(value) {
    if (value) { root.setAttribute("data-colours", value); } else { root.removeAttribute("data-colours"); }
  }
  function show() {
    read();
    apply(chosen);
    if (select) { select.value = chosen; }
  }
  show();
  /* A page that comes back as it was left, and another tab, follow a choice made elsewhere. */
  window.addEventListener("pageshow", show);
  window.addEventListener("storage", show);
  if (select) {
    select.parentNode.hidden = false;
    select.addEventListener("change", function () {
      chosen = select.value;
      apply(chosen);
      try {
        if (chosen) { localStorage.setItem(key, chosen); } else { localStorage.removeItem(key); }
      } catch (e) { /* private mode: the choice holds for this page */ }
    });
  }
  /* An old address keeps the part of the page that was asked for. */
  var moved = document.querySelector("meta[http-equiv=refresh]");
  if (moved) {
    location.replace(moved.content.replace(/^.*url=/, "") + location.hash);
  }
  /* The menu and the languages close with Escape and give the focus back; the languages also when it leaves them. */
  document.querySelectorAll("details.menu, details.languages").forEach(function (menu) {
    menu.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    if (!menu.classList.contains("languages")) { return; }
    menu.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) { menu.open = false; }
    });
  });
  /* What is folded opens where an address leads into it. Most browsers do so by themselves. */
  function unfold() {
    var name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch (e) { /* as it stands */ }
    var target = name && document.getElementById(name);
    var folded = target && target.closest("details:not([open])");
    if (!folded) { return; }
    for (; folded; folded = folded.parentNode.closest("details")) { folded.open = true; }
    target.scrollIntoView();
  }
  unfold();
  window.addEventListener("hashchange", unfold);
  /* Print everything: open what is folded, and fold it again afterwards. */
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll("main details:not([open])"));
    opened.forEach(function (d) { d.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (d) { d.open = false; });
  });
})();
