/*
 * Check my links: what a clinic pastes is looked up in api/v1/addresses.json, in this browser only.
 * The rule is that of sitegen/links.py and sitegen/link_list.py, function by function and under the same names;
 * tests/test_links.py gives the same texts to both.
 */
(function () {
  "use strict";
  var WORDS = window.words["assets/check-links.js"];
  var root = document.currentScript.getAttribute("data-root").replace(/\/?$/, "/");
  var form = document.querySelector(".check-links");
  var field = document.getElementById("links");
  var status = form.querySelector("[role=status]");
  var list = form.querySelector("ol");
  form.hidden = false;
  /* Words with their places filled; for a number, the form that the language has for it. */
  function filled(words, values) {
    return words.replace(/%\((\w+)\)s/g, function (place, name) { return values[name]; });
  }
  function many(forms, num, values) {
    var words = forms[new Intl.PluralRules(document.documentElement.lang).select(num)] || forms.other;
    return filled(words.replace("%(num)s", num), values || {});
  }

  /* ---- sitegen/links.py */

  var TOKEN = /[^\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff<>"'`\xb4\u2018-\u201f\u2032-\u2037\u2039\u203a\xab\xbb\u2026()\[\]{}|\\^\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01\uff02\uff07-\uff09\uff0c\uff0e\uff1a-\uff1c\uff1e\uff1f\uff3b\uff3d\uff5b\uff5d\uff61-\uff64]+/g;
  var ENTITY = /&(?:amp;)*(?!amp;|#38;|#x26;)(?:[a-z]{2,8}|#[0-9]{1,6}|#x[0-9a-f]{1,5});/gi;
  var SCHEME = /https?:\/\//i;
  var NEXT = /[,;]https?:\/\//i;
  var AT_END = /[.,;:!?*_~\xb7\u2013\u2014-]+$/;
  var NOT_ASCII = /[^\x21-\x7e]/;
  var HEX = /[0-9a-f]{8}/gi;
  var NOT_SEEN = /[\x00-\x20\xa0]/g;
  var NAMED = /(?:^|[^a-z])versions?(?: ?(?:id|no|nr|number)s?)?[ :=#.(\["'\u201c\u2018\u201e\xab-]*$/i;
  var AUTHORITY = /^(?:https?:)?\/\/(?:[^/?#@]*@)?([^/?#:@]+)(?::([0-9]*))?(?=[/?#]|$)/i;
  var REST = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/;
  var UNRESERVED = /%(?:2[de]|3[0-9]|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])/gi;
  var PERCENT = /(?:%[0-9a-f]{2})+/gi;
  var BETWEEN = /&(?:amp;|#38;|#x26;)*/i;
  var BEFORE = "(?:^|[=:,;*_~])";

  /* All matches of an expression with the flag g, as [text, place]. */
  function matches(expression, text) {
    var found = [];
    text.replace(expression, function () {
      found.push([arguments[0], arguments[arguments.length - 2]]);
      return "";
    });
    return found;
  }
  function find(text, known) {
    text = text.replace(/\\\//g, "/").replace(ENTITY, " ");
    var found = [];
    matches(TOKEN, text).forEach(function (token) {
      var word = token[0];
      var at = token[1];
      while (word) {
        var scheme = SCHEME.exec(word);
        var head = scheme ? word.slice(0, scheme.index) : word;
        found = found.concat(withoutScheme(head, at, text, known));
        if (!scheme) { break; }
        at += scheme.index;
        var url = word.slice(scheme.index);
        var following = NEXT.exec(url.slice(1));
        var end = following ? following.index + 1 : url.length;
        if (end > scheme[0].length) { found.push({ text: trimmed(url.slice(0, end)) }); }
        at += end;
        word = url.slice(end);
      }
    });
    return found;
  }
  function withoutScheme(word, at, text, known) {
    var expressions = patterns(known.site);
    var found = [];
    var following;
    while ((following = expressions[2].exec(word))) {
      found = found.concat(withoutScheme(word.slice(0, following.index), at, text, known));
      at += following.index + 1;
      word = word.slice(following.index + 1);
    }
    for (var n = 0; n < 2; n++) {
      var match = expressions[n].exec(trimmed(word));
      if (match && namesOurs(match[1], known)) { return found.concat({ text: match[1] }); }
    }
    return found.concat(matches(HEX, word).filter(function (one) {
      return isVersion(word, one[1], text.slice(Math.max(0, at + one[1] - 40), at + one[1]), known);
    }).map(function (one) { return { text: one[0], isVersion: true }; }));
  }
  var made = {};
  function patterns(site) {
    if (made.of === site) { return made.patterns; }
    var host = split(site).host.replace(/[.*+?^${}()|[\]\\-]/g, "\\$&");
    made.of = site;
    made.patterns = [
      new RegExp(BEFORE + "((?:\\/\\/)?(?:www\\.)?" + host + "\\.?(?::[0-9]+)?(?:[/?#].*)?)$", "i"),
      new RegExp(BEFORE + "(\\/[^/?#].*)$"),
      new RegExp("[,;](?=\\/|(?:www\\.)?" + host + ")", "i")
    ];
    return made.patterns;
  }
  function namesOurs(link, known) {
    var address = parse(link, known.site);
    if (!address) { return false; }
    if (link[0] !== "/" || link[1] === "/") { return true; }
    var there = ["pages", "moved", "files", "moved_files"].some(function (name) {
      return places(address.path).some(function (place) { return has(known[name], place); });
    });
    if (there) { return true; }
    var deep = /^\/[^/]+\/./;
    return deep.test(address.path) && ["versions", "embed", "kit"].concat(
      Object.keys(known.pages).filter(function (path) { return deep.test(path); }).map(folderOf)
    ).indexOf(folderOf(address.path)) >= 0;
  }
  function folderOf(path) { return path.split("/")[1]; }
  function isVersion(word, start, before, known) {
    var digits = word.slice(start, start + 8);
    var left = word.slice(0, start);
    var right = word.slice(start + 8);
    if (/[A-Za-z0-9_]$/.test(left.replace(/(^|[^A-Za-z0-9_])[vV]$/, "")) || /^[A-Za-z0-9_]/.test(right)) { return false; }
    if (has(known.versions, digits.toLowerCase())) { return true; }
    if (/[vV]$/.test(left)) { return false; }
    if (NAMED.test(before.replace(NOT_SEEN, " "))) { return !isDate(digits); }
    var joined = /#$|[A-Za-z0-9_][^A-Za-z0-9_]+$/.test(left) || /^[^A-Za-z0-9_]+[A-Za-z0-9_]/.test(right);
    return !joined && /[0-9]/.test(digits) && /[a-f]/.test(digits) && digits === digits.toLowerCase();
  }
  function isDate(digits) {
    if (!/^[0-9]{8}$/.test(digits)) { return false; }
    var part = function (from, to) { return +digits.slice(from, to); };
    return [
      [part(0, 4), part(4, 6), part(6, 8)], [part(4, 8), part(2, 4), part(0, 2)], [part(4, 8), part(0, 2), part(2, 4)]
    ].some(function (day) {
      return day[0] >= 1900 && day[0] <= 2099 && day[1] >= 1 && day[1] <= 12 && day[2] >= 1 && day[2] <= 31;
    });
  }
  function trimmed(link) { return link.replace(AT_END, ""); }
  function split(link) {
    link = trimmed(link.split(NOT_ASCII)[0]);
    if (!/^(?:(?:https?:)?\/\/|\/)/i.test(link)) { link = "//" + link; }
    var host = "";
    var port = "";
    if (!/^(?:\/[^/]|\/$)/.test(link)) {
      var match = AUTHORITY.exec(link);
      host = match ? match[1].toLowerCase().replace(/^www\.|\.$/g, "") : "";
      port = match && match[2] || "";
      link = match ? link.slice(match[0].length) : "";
      host = host || "?";
    }
    var rest = REST.exec(link);
    return { host: host, port: port, path: rest[1], fragment: rest[2] || "" };
  }
  function parse(link, site) {
    var found = split(link);
    var own = split(site);
    if (found.host && (found.host !== own.host || ["", "80", "443", own.port].indexOf(found.port) < 0)) { return null; }
    var path = straight(found.path.replace(UNRESERVED, function (sign) { return String.fromCharCode(parseInt(sign.slice(1), 16)); }));
    var folder = own.path.replace(/\/+$/, "");
    if (path === folder || path.indexOf(folder + "/") === 0) { path = path.slice(folder.length); }
    else if (found.host) { return null; }
    return { path: path.replace(/\/index\.html$/, "/") || "/", fragment: found.fragment };
  }
  function straight(path) {
    if (!/\/\.\.?(?:\/|$)/.test(path)) { return path; }
    var parts = [];
    var steps = path.split("/").slice(1);
    steps.forEach(function (step) {
      if (step === "..") { parts.pop(); } else if (step !== ".") { parts.push(step); }
    });
    var last = steps[steps.length - 1];
    return "/" + parts.join("/") + ((last === "." || last === "..") && parts.length ? "/" : "");
  }
  function places(path) { return path.slice(-1) === "/" ? [path] : [path, path + "/"]; }
  function decoded(text) {
    return text.replace(PERCENT, function (run) {
      try { return decodeURIComponent(run); } catch (e) { return run; }
    });
  }
  function parts(fragment, name) {
    var plain = new RegExp("^" + name + "=[^&%]*(?:&|$)", "i");
    var found = fragment.split(BETWEEN);
    for (; found.length; found.shift()) {
      var start = found[0];
      for (var n = 0; n < 5 && !plain.test(start); n++) { start = decoded(start); }
      if (start.toLowerCase().indexOf(name + "=") === 0) {
        return start.split(BETWEEN).concat(found.slice(1)).map(function (part) {
          var at = part.indexOf("=");
          return at < 0 ? [part, ""] : [part.slice(0, at).toLowerCase(), part.slice(at + 1)];
        });
      }
    }
    return [];
  }
  function namedIds(value) {
    return decoded(value).split(",").map(function (part) {
      return (/[a-z0-9]+(?:-[a-z0-9]+)*/.exec(part.toLowerCase()) || [""])[0];
    }).filter(Boolean);
  }
  function leadsSomewhere(page, fragment) {
    var place = fragment.split(":~:")[0];
    if (!place || place.toLowerCase() === "top") { return true; }
    var found = page.list ? parts(place, "list") : [];
    if (found.length) {
      var ids = namedIds(found[0][1]);
      var own = found.filter(function (part) { return part[0] === "own" && part[1]; });
      return ids.every(function (id) { return page.list.indexOf(id) >= 0; }) && ids.length + own.length > 0;
    }
    found = page.compare ? parts(place, "compare") : [];
    if (found.length) {
      var two = namedIds(found[0][1]).slice(0, 2);
      return two.length === 2 && two[0] !== two[1] && two.every(function (id) { return page.compare.indexOf(id) >= 0; });
    }
    var there = page.anchors.concat(page.places || []);
    return there.indexOf(place) >= 0 || there.indexOf(decoded(place)) >= 0;
  }

  /* ---- sitegen/link_list.py */

  var OLD_VERSION = /^\/(?:leaflets\/)?versions\/([0-9a-f]{8})(?:\/$|-)/;

  function has(places, name) { return Object.prototype.hasOwnProperty.call(places || {}, name); }
  function todays(known, page) { return has(known.pages, page) ? known.pages[page].version : ""; }
  function judged(found, known) {
    if (found.isVersion) { return version(found.text.toLowerCase(), known); }
    var link = parse(found.text, known.site);
    if (!link) { return { state: "elsewhere" }; }
    var tried = places(link.path);
    for (var n = 0; n < tried.length; n++) {
      var path = tried[n];
      var old = OLD_VERSION.exec(path);
      if (old && path.indexOf("/versions/") === 0) { return version(old[1], known); }
      if (has(known.moved_files, path)) {
        var to = known.moved_files[path];
        return { state: "moved", now: to, version: todays(known, known.files[to]) };
      }
      if (has(known.files, path)) {
        var of = known.files[path];
        if (has(known.withdrawn, of)) { return { state: "withdrawn", now: known.withdrawn[of] }; }
        if (old) { return { state: "superseded", now: of, version: todays(known, of), old: old[1] }; }
        return { state: "current", now: path, version: todays(known, of) };
      }
      var now = has(known.moved, path) ? known.moved[path] : path;
      if (!has(known.pages, now)) { continue; }
      var page = known.pages[now];
      if (has(known.withdrawn, now)) { return { state: "withdrawn", now: known.withdrawn[now] }; }
      if (!leadsSomewhere(page, link.fragment)) { return { state: "no such section", now: now, version: page.version }; }
      if (now !== path) {
        return { state: "moved", now: now + (link.fragment ? "#" + link.fragment : ""), version: page.version };
      }
      return { state: "current", now: path, version: page.version };
    }
    return { state: "unknown" };
  }
  function version(id, known) {
    if (!has(known.versions, id)) { return { state: "unknown" }; }
    var path = known.versions[id];
    var today = known.pages[path].version;
    if (today === id && has(known.withdrawn, path)) { return { state: "withdrawn", now: known.withdrawn[path] }; }
    return { state: today === id ? "current" : "superseded", now: path, version: today, old: id };
  }

  /* ---- the page */

  function element(name, text) {
    var made = document.createElement(name);
    made.textContent = text;
    return made;
  }
  function line(found, of) {
    var item = document.createElement("li");
    item.dataset.state = of.state;
    /* What was pasted may be in any direction of writing, and turns nothing but itself. */
    var what = document.createElement("strong");
    what.appendChild(element("bdi", found.text));
    item.append(what, document.createElement("br"), WORDS[of.state]);
    if (of.now && of.state !== "current") {
      var link = element("a", of.state === "superseded" ? of.version : of.now);
      link.href = root + of.now.slice(1);
      item.append(" ", link);
    }
    if (of.state === "superseded") {
      var changes = element("a", WORDS.since);
      changes.href = root + "versions/" + of.old + "/";
      item.append(". ", changes);
    }
    if (of.state === "current" && of.version) { item.append(" " + filled(WORDS.version, { version: of.version })); }
    return item;
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    status.textContent = WORDS.checking;
    list.textContent = "";
    var text = field.value;
    fetch(root + "api/v1/addresses.json").then(function (answer) { return answer.json(); }).then(function (known) {
      var found = find(text, known);
      var wrong = 0;
      found.forEach(function (one) {
        var of = judged(one, known);
        if (of.state !== "current" && of.state !== "elsewhere") { wrong++; }
        list.appendChild(line(one, of));
      });
      status.textContent = found.length === 0 ? WORDS.nothing
        : many(WORDS.found, found.length) + " " + many(WORDS.wrong, wrong);
    }).catch(function () { status.textContent = WORDS.failed; });
  });
}());
