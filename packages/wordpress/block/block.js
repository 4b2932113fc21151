// The block in the editor: which form stands here. Visitors' pages are written by PHP.

(({ blocks, element, components, blockEditor }, { forms, words }) => {
  const { createElement: h, Fragment } = element;
  const { Placeholder, SelectControl, TextControl, TextareaControl, PanelBody } = components;

  function Edit({ attributes, setAttributes }) {
    const { name, lang, fallback } = attributes;
    const known = forms.some(({ value }) => value === name);
    const options = [{ value: "", label: words.choose }, ...forms];
    if (name && !known) options.push({ value: name, label: name });
    const choose = h(SelectControl, { label: words.form, value: name, options, onChange: (name) => setAttributes({ name }) });
    const says = forms.length === 0 ? words.none : known ? words.shown : "";
    return h(Fragment, null,
      h(blockEditor.InspectorControls, null, h(PanelBody, { title: words.title },
        h(TextControl, { label: words.language, help: words.empty, value: lang, onChange: (lang) => setAttributes({ lang }) }),
        h(TextareaControl, { label: words.fallback, help: words.example, value: fallback, onChange: (fallback) => setAttributes({ fallback }) }))),
      h("div", blockEditor.useBlockProps(), h(Placeholder, { icon: "feedback", label: words.title, instructions: says }, forms.length > 0 && choose)));
  }

  blocks.registerBlockType("intake-form/form", { edit: Edit, save: () => null });
})(window.wp, window.intakeFormBlock ?? { forms: [], words: {} });
