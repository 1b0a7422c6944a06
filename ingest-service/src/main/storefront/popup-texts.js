/** The texts in the page's language, else in the visitor's, else in the shop's first. */
export function textsFor(window, popup) {
  const languages = [window.document.documentElement.lang, ...(window.navigator.languages || [])];
  for (const wanted of languages.filter(Boolean)) {
    for (const language of [wanted.toLowerCase(), wanted.toLowerCase().split('-')[0]]) {
      if (popup.texts[language]) {
        return { language, ...popup.texts[language] };
      }
    }
  }
  return { language: popup.language, ...popup.texts[popup.language] };
}
