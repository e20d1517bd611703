/** Request header in which the proxy tells pages their own address; browsers cannot set it, because it is overwritten. */
export const HERE_HEADER = 'x-tillbridge-here';
