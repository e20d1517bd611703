import about from '../../package.json' with { type: 'json' };

/** Three numbers. */
export const SOFTWARE_VERSION = about.version;
/** Name and version of this program, as the cloud shows it. */
export const SOFTWARE = `tillbridge-agent/${SOFTWARE_VERSION}`;
