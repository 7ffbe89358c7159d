/*
 * Who comes from a card in another language sees that language and English; all others are one tap away.
 * Without this script all languages stand below each other, and each can be ticked away.
 */
(function () {
  "use strict";
  var wanted = location.hash.slice(1);
  var boxes = Array.prototype.slice.call(document.querySelectorAll(".show > input"));
  if (!boxes.some(function (box) { return box.id === "show-" + wanted; })) { return; }
  boxes.forEach(function (box) { box.checked = box.id === "show-" + wanted || box.id === "show-en"; });
})();
