// A box that suggests while something is typed.

const DEBOUNCE_MILLISECONDS = 140;

let boxes = 0;

/** An input with a list of suggestions: the combobox pattern of the ARIA Authoring Practices. */
export class Suggestions {
  /**
   * @param box the element around the input
   * @param source what knows suggestions: `find(typed, signal)` promises a list of
   *     `{text, kind}`, `take(suggestion)` does what choosing one is for
   */
  constructor(box, source) {
    this.box = box;
    this.input = box.querySelector("input[type=search]");
    this.source = source;
    this.typed = this.input.value;
    this.found = [];
    this.chosen = -1;
    this.request = null;
    this.timer = 0;

    this.list = document.createElement("ul");
    this.list.id = `suggestions-${++boxes}`;
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
    try {
      const found = await this.source.find(this.typed, request.signal);
      if (!request.signal.aborted && document.activeElement === this.input) {
        this.show(found);
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
    if (suggestion.kind) {
      const kind = document.createElement("span");
      kind.className = "kind";
      kind.textContent = suggestion.kind;
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
    this.typed = suggestion.text;
    this.input.value = suggestion.text;
    this.close();
    this.source.take(suggestion);
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
