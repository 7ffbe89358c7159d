/*
 * Check my links: what a clinic pastes is looked up in api/v1/addresses.json, in this browser only.
 * The rule is that of sitegen/link_list.py, step by step; tests/data/links.yml holds cases for both.
 */
(function () {
  "use strict";
  var root = document.currentScript.getAttribute("data-root").replace(/\/?$/, "/");
  var base = new URL(root, location.href);
  var form = document.querySelector(".check-links");
  var field = document.getElementById("links");
  var status = form.querySelector("[role=status]");
  var list = form.querySelector("ol");
  var FIND = /https?:\/\/[^\s"'<>)\]]+|(?<![\w.\/#-])\/[a-z0-9-]+(?:\/[a-z0-9-]+)*\/(?:#[\w-]+)?|\b[0-9a-f]{8}\b/g;
  var SAY = {
    "current": "Current.",
    "moved": "Moved. The old address leads on. It is now:",
    "no such section": "The page is there, but it has no such section:",
    "withdrawn": "Withdrawn.",
    "superseded": "Replaced. Today's version is",
    "unknown": "Unknown. This guide never had it.",
    "elsewhere": "Not a link to this guide."
  };
  form.hidden = false;

  function bare(host) { return host.replace(/^www\./, ""); }

  function parts(link, site) {
    if (link[0] === "/") { return { path: link.split("#")[0], anchor: link.split("#")[1] || "" }; }
    var url;
    try { url = new URL(link); } catch (e) { return null; }
    var folder = site.pathname.replace(/\/$/, "");
    if (bare(url.host) !== bare(site.host) || url.pathname.indexOf(folder) !== 0) { return null; }
    var path = url.pathname.slice(folder.length).replace(/index\.html$/, "") || "/";
    return { path: path.slice(-1) === "/" ? path : path + "/", anchor: url.hash.slice(1) };
  }

  function version(id, known) {
    var path = known.versions[id];
    if (!path) { return { state: "unknown" }; }
    var today = known.pages[path].version;
    return { state: today === id ? "current" : "superseded", now: path, version: today };
  }

  function judge(found, known) {
    if (/^[0-9a-f]{8}$/.test(found)) { return version(found, known); }
    /* A link to the place where this page is shown counts as one to the guide, too. */
    var at = parts(found, new URL(known.site)) || parts(found, base);
    if (!at) { return { state: "elsewhere" }; }
    var path = at.path;
    var old = /^\/versions\/([0-9a-f]{8})\/$/.exec(path);
    if (old) { return version(old[1], known); }
    path = path.replace(/^\/(?:embed|kit)(?=\/)/, "");
    if (known.moved[path]) {
      var to = known.moved[path];
      return { state: "moved", now: to + (at.anchor ? "#" + at.anchor : ""), version: known.pages[to].version };
    }
    var page = known.pages[path];
    if (!page) { return { state: "unknown" }; }
    if (path in known.withdrawn) { return { state: "withdrawn", now: known.withdrawn[path] }; }
    if (at.anchor && page.anchors.indexOf(at.anchor) < 0) { return { state: "no such section", now: path, version: page.version }; }
    return { state: "current", now: path, version: page.version };
  }

  function line(found, judged) {
    var item = document.createElement("li");
    item.dataset.state = judged.state;
    var what = document.createElement("strong");
    what.textContent = found;
    item.append(what, document.createElement("br"), SAY[judged.state]);
    if (judged.now && judged.state !== "current") {
      var link = document.createElement("a");
      link.href = root + judged.now.slice(1);
      link.textContent = judged.state === "superseded" ? judged.version : judged.now;
      item.append(" ", link);
    }
    if (judged.state === "superseded") {
      var changes = document.createElement("a");
      changes.href = root + "versions/" + /[0-9a-f]{8}/.exec(found.slice(-9))[0] + "/";
      changes.textContent = "What has changed since";
      item.append(". ", changes);
    }
    if (judged.state === "current" && judged.version) { item.append(" Version " + judged.version + "."); }
    return item;
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    status.textContent = "Checking …";
    fetch(root + "api/v1/addresses.json").then(function (r) { return r.json(); }).then(function (known) {
      var found = (field.value.match(FIND) || []).map(function (text) { return text.replace(/[.,;:]+$/, ""); });
      var judged = found.map(function (text) { return judge(text, known); });
      var fine = judged.filter(function (j) { return j.state === "current" || j.state === "elsewhere"; }).length;
      list.replaceChildren.apply(list, found.map(function (text, n) { return line(text, judged[n]); }));
      status.textContent = found.length === 0 ? "No link and no version found in this text."
        : found.length + (found.length === 1 ? " found. " : " found. ") + (found.length - fine) + " to look at.";
    }).catch(function () { status.textContent = "The list of addresses could not be loaded. Try again later."; });
  });
}());
