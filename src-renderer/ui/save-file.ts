/** Saves what the station serves under an address of its own. */
export function saveAddress(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}

/** Saves a file where the person wants it: a download of the browser, or the dialog of the desktop shell. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  saveAddress(address, name);
  // The click has started the download: the address is not needed after this task.
  setTimeout(() => URL.revokeObjectURL(address));
}
