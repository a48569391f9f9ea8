"use strict";
(() => {
  const { modes, metrics, rows } = JSON.parse(document.getElementById("data").textContent);
  const table = document.getElementById("rows");
  const find = document.getElementById("find");
  const choice = document.getElementById("metric");
  const more = document.getElementById("more");
  const PAGE = 100;
  let shown = PAGE;
  let column = 2;
  let descending = false;

  metrics.forEach((name, index) => choice.add(new Option(name, index + 1)));

  // Columns: id, text, then for each mode the measure and the rank of the first right document.
  const columns = [
    { name: "Id", value: row => row[0] },
    { name: "Query", value: row => row[1] },
  ];
  modes.forEach((mode, index) => {
    columns.push({ name: mode, number: true, value: row => row[index + 2][choice.value], show: value => value.toFixed(4) });
    columns.push({
      name: "rank", number: true, title: `Rank of the first right document by ${mode}`,
      value: row => row[index + 2][0] || Infinity, show: value => (value === Infinity ? "–" : value),
    });
  });

  function compare(left, right) {
    const a = columns[column].value(left);
    const b = columns[column].value(right);
    if (a === b) return 0;
    const order = typeof a === "string" ? a.localeCompare(b, undefined, { numeric: true }) : a - b;
    return descending ? -order : order;
  }

  function cell(tag, text, isNumber) {
    const element = document.createElement(tag);
    element.textContent = text;
    if (isNumber) element.className = "number";
    return element;
  }

  function draw() {
    const wanted = find.value.trim().toLowerCase();
    const found = rows.filter(row => !wanted || row[1].toLowerCase().includes(wanted) || row[0].toLowerCase().includes(wanted));
    found.sort(compare);
    const head = document.createElement("tr");
    columns.forEach((each, index) => {
      const th = cell("th", "", each.number);
      const button = cell("button", each.name + (index === column ? (descending ? " ↓" : " ↑") : ""));
      button.type = "button";
      if (each.title) button.title = each.title;
      th.ariaSort = index === column ? (descending ? "descending" : "ascending") : "none";
      button.onclick = () => {
        descending = index === column ? !descending : false;
        column = index;
        draw();
      };
      th.append(button);
      head.append(th);
    });
    const body = document.createElement("tbody");
    found.slice(0, shown).forEach(row => {
      const line = document.createElement("tr");
      columns.forEach(each => {
        const value = each.value(row);
        line.append(cell("td", each.show ? each.show(value) : value, each.number));
      });
      body.append(line);
    });
    const thead = document.createElement("thead");
    thead.append(head);
    table.replaceChildren(thead, body);
    document.getElementById("count").textContent =
      `${Math.min(shown, found.length).toLocaleString("en")} of ${found.length.toLocaleString("en")} queries`;
    more.hidden = shown >= found.length;
  }

  find.oninput = () => { shown = PAGE; draw(); };
  choice.onchange = draw;
  more.onclick = () => { shown += 5 * PAGE; draw(); };
  draw();
})();
