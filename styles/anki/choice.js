(function () {
  // Puts the options into another order in front, marks those that are tapped, and shows both again on the back.
  // Runs anew for each side, in a page of its own or in one that stays; without it the options stand as they are.
  "use strict";
  var boxes = document.querySelectorAll(".choices[data-note]");
  var box = boxes[boxes.length - 1];
  var list = box && box.querySelector(".options");
  if (!list) { return; }
  var items = Array.prototype.slice.call(list.children);
  var prefix = "dlexport ";
  var key = prefix + box.getAttribute("data-note");
  var state = { order: [], picked: [] };

  function stored() {
    try {
      return JSON.parse(window.sessionStorage.getItem(key));
    } catch (error) {
      return null;
    }
  }

  function store() {
    try {
      window.sessionStorage.setItem(key, JSON.stringify(state));
    } catch (error) { /* then the back keeps the order of the bank */ }
  }

  function forget() {       // what earlier cards left
    try {
      Object.keys(window.sessionStorage).forEach(function (name) {
        if (name.indexOf(prefix) === 0) { window.sessionStorage.removeItem(name); }
      });
    } catch (error) { /* nothing was kept */ }
  }

  function numbers(value) {
    return Array.isArray(value) && value.every(function (n) { return n >= 0 && n < items.length && n % 1 === 0; });
  }

  function isWhole(found) {
    return found && numbers(found.order) && numbers(found.picked) && found.order.length === items.length &&
      items.every(function (item, n) { return found.order.indexOf(n) >= 0; });
  }

  function show() {
    state.order.forEach(function (n) { list.appendChild(items[n]); });
    items.forEach(function (item, n) {
      var picked = state.picked.indexOf(n) >= 0;
      var button = item.querySelector("button");
      item.classList[picked ? "add" : "remove"]("picked");
      if (button) { button.setAttribute("aria-pressed", String(picked)); }
    });
  }

  function shuffled() {     // Fisher and Yates; those that are fixed stay last
    var order = items.map(function (item, n) { return n; });
    var last, other, kept;
    for (last = Number(list.getAttribute("data-loose")) - 1; last > 0; last -= 1) {
      other = Math.floor(Math.random() * (last + 1));
      kept = order[last];
      order[last] = order[other];
      order[other] = kept;
    }
    return order;
  }

  function tap(n) {
    var at = state.picked.indexOf(n);
    if (at >= 0) {
      state.picked.splice(at, 1);
    } else if (list.hasAttribute("data-many")) {
      state.picked.push(n);
    } else {
      state.picked = [n];
    }
    store();
    show();
  }

  if (box.getAttribute("data-side") === "back") {
    var found = stored();
    if (isWhole(found)) {
      state = found;
      show();
    }
    return;
  }
  forget();
  state.order = shuffled();
  store();
  show();
  items.forEach(function (item, n) {
    var button = item.querySelector("button");
    if (button) { button.addEventListener("click", function () { tap(n); }); }
  });
}());
