/* Sphinx makes a function of the text that says how a language counts, which a strict content security
   policy forbids: the browser knows it. It is needed by Sphinx's own search. */
Documentation.addTranslations = (catalog) => {
  Object.assign(Documentation.TRANSLATIONS, catalog.messages);
  Documentation.LOCALE = catalog.locale;
  const rules = new Intl.PluralRules(catalog.locale.replace("_", "-"));
  const used = new Set(Array.from({ length: 200 }, (_, number) => rules.select(number)));
  const forms = ["zero", "one", "two", "few", "many", "other"].filter((form) => used.has(form));
  Documentation.PLURAL_EXPR = (number) => forms.indexOf(rules.select(number));
};
