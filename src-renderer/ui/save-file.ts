/** Hands a file to the person: the browser's download, or the dialog of the desktop shell. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has begun with the click; the address may go when this turn is over.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
