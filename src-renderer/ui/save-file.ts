/** Saves a file where the person wants it: a download of the browser, or the dialog of the desktop shell. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The click has started the download: the address is not needed after this task.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
