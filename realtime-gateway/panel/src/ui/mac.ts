/** Where people press ⌘ for what is Ctrl elsewhere. */
export const MAC = /mac|iphone|ipad/i.test(navigator.platform);
