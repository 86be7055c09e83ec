/** Copy buttons. A file opened from disk may not have the clipboard's interface: then the text is selected and copied the old way. */
export const COPYING = `
function selectText(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

async function copyText(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    selectText(element);
    return document.execCommand('copy');
  }
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('.copy');
  if (button === null) return;
  const isCopied = await copyText(button.parentElement.querySelector('code'));
  button.textContent = isCopied ? 'Copied' : 'Selected: press Ctrl+C';
  announce(isCopied ? 'Copied to the clipboard.' : 'The text is selected. Press Control and C to copy it.');
  setTimeout(() => { button.textContent = 'Copy'; }, 2500);
});
`;
