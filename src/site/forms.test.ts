import { describe, expect, it } from 'vitest';
import {
  button,
  checks,
  choices,
  errorSummary,
  field,
  fileInput,
  select,
  textarea,
  ticked,
} from './forms.ts';

describe('questions', () => {
  it('ties label, hint and error to the field, and gives back what was typed', () => {
    const out = String(
      field({ name: 'where', label: 'Where?', hint: 'A corner', error: 'Say where', value: '"><script>' }),
    );
    expect(out).toContain('<label for="where">Where?</label>');
    expect(out).toContain(
      'id="where" name="where" aria-describedby="where-hint where-error" aria-invalid="true"',
    );
    expect(out).toContain('<p class="error" id="where-error">Say where</p>');
    expect(out).toContain('value="&quot;&gt;&lt;script&gt;"');
  });

  it('makes the question the title of a page of one question', () => {
    expect(String(field({ name: 'a', label: 'A?', heading: true }))).toContain(
      '<h1><label for="a">A?</label></h1>',
    );
    expect(String(choices({ name: 'a', label: 'A?', heading: true, options: [] }))).toContain(
      '<legend><h1>A?</h1>',
    );
  });

  it('offers choices of which the first is what an error links to', () => {
    const options = [
      { value: 'now', label: 'Now' },
      { value: 'before', label: 'Before', hint: 'Another day' },
    ];
    const out = String(
      choices({ name: 'when', label: 'When?', options, value: 'before', error: 'Choose one' }),
    );
    expect(out).toContain('<input type="radio" id="when" name="when" value="now">');
    expect(out).toContain('<input type="radio" id="when-2" name="when" value="before" checked>');
    expect(out).toContain('<fieldset class="question" data-invalid aria-describedby="when-error">');
    expect(out.match(/<label for="when(-2)?">/g)).toHaveLength(2);
  });

  it('lets several be ticked, each a field of its own that is read again', () => {
    const options = ['en', 'es'].map((value) => ({ value, label: value }));
    const out = String(checks({ name: 'speaks', label: 'Languages', options, values: ['es'] }));
    expect(out).toContain('<input type="checkbox" id="speaks" name="speaks-en" value="1">');
    expect(out).toContain('<input type="checkbox" id="speaks-2" name="speaks-es" value="1" checked>');
    expect(ticked({ 'speaks-es': '1', 'speaks-xx': '1' }, 'speaks', ['en', 'es'])).toEqual(['es']);
  });

  it('offers a list in groups', () => {
    const groups = [
      { options: [{ value: '', label: 'Choose' }] },
      { label: 'Queens', options: [{ value: 'c', label: 'Corona' }] },
    ];
    const out = String(select({ name: 'zone', label: 'Where?', groups, value: 'c', error: 'Choose one' }));
    expect(out).toContain('<select id="zone" name="zone" aria-describedby="zone-error" aria-invalid="true">');
    expect(out).toContain('<optgroup label="Queens"><option value="c" selected>Corona</option>');
  });

  it('keeps a long answer as it was, a leading line break too', () => {
    expect(String(textarea({ name: 'what', label: 'What?', value: '\n</textarea>' }))).toMatch(
      /<textarea id="what" name="what" rows="4">\n\n&lt;\/textarea&gt;<\/textarea>/,
    );
  });

  it('asks for files', () => {
    const out = String(
      fileInput({ name: 'media', label: 'Pictures', accept: 'image/*,video/*', multiple: true }),
    );
    expect(out).toContain('<input id="media" name="media" type="file" accept="image/*,video/*" multiple>');
  });

  it('makes buttons', () => {
    expect(String(button('Send'))).toBe('<button>Send</button>');
    expect(String(button('Skip', { name: 'go', value: 'skip', quiet: true }))).toBe(
      '<button class="quiet" name="go" value="skip">Skip</button>',
    );
  });
});

describe('error summary', () => {
  it('lists every error at once, each linked to its field', () => {
    const out = String(errorSummary('en', { what: 'Say <what>', where: 'Say where', when: undefined }));
    expect(out).toContain('2 answers need another look');
    expect(out).toContain(
      '<li><a href="#what">Say &lt;what&gt;</a></li><li><a href="#where">Say where</a></li>',
    );
    expect(out).toContain('role="alert"');
  });

  it('says that the rest is kept only where something was written', () => {
    const kept = (...wrote: string[]) => String(errorSummary('en', { where: 'Say where' }, ['', ...wrote]));
    expect(kept()).not.toContain('kept');
    expect(kept('two vans')).toContain('Everything else you wrote is kept.');
  });

  it('is silent without errors', () => expect(errorSummary('es', { what: undefined })).toBeNull());
});
