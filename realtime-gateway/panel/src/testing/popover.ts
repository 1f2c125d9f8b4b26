/** happy-dom has no top layer: what is shown there stays where it is in the document. */
HTMLElement.prototype.showPopover = () => undefined;
