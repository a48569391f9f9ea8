// What a page does beyond links and forms: suggestions while typing, "/" for the question box, and
// menus that close. Pages work without it.

const DEBOUNCE_MILLISECONDS = 140;

/** An input with a list of suggestions: the combobox pattern of the ARIA Authoring Practices. */
class Suggestions {
  constructor(box, number) {
    this.box = box;
    this.input = box.querySelector("input[type=search]");
    this.form = box.closest("form");
    this.typed = this.input.value;
    this.found = [];
    this.chosen = -1;
    this.request = null;
    this.timer = 0;

    this.list = document.createElement("ul");
    this.list.id = `suggestions-${number}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", box.dataset.suggestions);
    this.list.hidden = true;
    this.count = document.createElement("span");
    this.count.className = "hidden";
    this.count.setAttribute("role", "status");
    box.append(this.list, this.count);

    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-expanded", "false");
    this.input.setAttribute("aria-controls", this.list.id);

    this.input.addEventListener("input", (event) => {
      // What an input method has not finished is no question yet.
      if (!event.isComposing) {
        this.ask();
      }
    });
    this.input.addEventListener("compositionend", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    // The box keeps the focus, so that a click is not a blur first.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        this.take(this.found[[...this.list.children].indexOf(option)]);
      }
    });
  }

  ask() {
    this.typed = this.input.value;
    clearTimeout(this.timer);
    this.request?.abort();
    if (this.typed.trim() === "") {
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.fetch(), DEBOUNCE_MILLISECONDS);
  }

  async fetch() {
    const request = new AbortController();
    this.request = request;
    const address = `${this.box.dataset.suggest}?q=${encodeURIComponent(this.typed)}`;
    try {
      const response = await fetch(address, {
        signal: request.signal,
        headers: { Accept: "application/json" },
      });
      const answer = response.ok ? await response.json() : { suggestions: [] };
      if (!request.signal.aborted && document.activeElement === this.input) {
        this.show(answer.suggestions ?? []);
      }
    } catch (error) {
      // Suggestions are a convenience: without them the box is a box.
      if (error.name !== "AbortError") {
        this.close();
      }
    }
  }

  show(suggestions) {
    this.found = suggestions;
    this.choose(-1);
    this.list.replaceChildren(...suggestions.map((each, number) => this.option(each, number)));
    this.list.hidden = suggestions.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    const { none, one, many } = this.box.dataset;
    const words = [none, one][suggestions.length] ?? many.replace("2", String(suggestions.length));
    this.count.textContent = words;
  }

  option(suggestion, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const text = document.createElement("bdi");
    text.textContent = suggestion.text;
    option.append(text);
    const name = this.box.getAttribute(`data-kind-${suggestion.kind}`);
    if (name) {
      const kind = document.createElement("span");
      kind.className = "kind";
      kind.textContent = name;
      option.append(" ", kind);
    }
    return option;
  }

  press(event) {
    if (event.isComposing) {
      return;
    }
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open) {
        if (event.key === "ArrowDown") {
          this.ask();
        }
        return;
      }
      event.preventDefault();
      // One place more than there are suggestions: what was typed.
      const places = this.found.length + 1;
      const step = event.key === "ArrowDown" ? 1 : places - 1;
      this.choose(((this.chosen + 1 + step) % places) - 1);
    } else if (event.key === "Enter" && open && this.chosen >= 0) {
      event.preventDefault();
      this.take(this.found[this.chosen]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.input.value = this.typed;
      this.close();
    }
  }

  choose(number) {
    this.chosen = number;
    [...this.list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === number));
      if (place === number) {
        option.scrollIntoView({ block: "nearest" });
      }
    });
    if (number < 0) {
      this.input.removeAttribute("aria-activedescendant");
      this.input.value = this.typed;
    } else {
      this.input.setAttribute("aria-activedescendant", `${this.list.id}-${number}`);
      this.input.value = this.found[number].text;
    }
  }

  take(suggestion) {
    location.assign(`/documents/${encodeURIComponent(suggestion.document)}`);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.chosen = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.count.textContent = "";
  }
}

document.querySelectorAll(".box[data-suggest]").forEach((box, number) => {
  new Suggestions(box, number);
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const input = document.querySelector(".box input[type=search]");
    if (input) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  }
  const menu = document.querySelector("details.caller[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  const menu = document.querySelector("details.caller[open]");
  if (menu && !menu.contains(event.target)) {
    menu.open = false;
  }
});
