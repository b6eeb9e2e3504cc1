// Just enough HTML templating for the practice pages: every value is escaped unless it was made by `html` itself.

/** Markup that needs no escaping. Made by `html` only. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeText = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

type Value = string | number | Markup | readonly Markup[];
const render = (value: Value): string => {
  if (value instanceof Markup) return value.text;
  return typeof value === 'object' ? value.map((part) => part.text).join('') : escapeText(String(value));
};

/** Template tag: text and quoted attribute values are escaped; nested `html` results, also in arrays, stay markup. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Markup =>
  new Markup(parts.map((part, at) => part + (at < values.length ? render(values[at] ?? '') : '')).join(''));
