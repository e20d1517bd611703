export const SERVICE_NAME = 'tillbridge-agent';

/** What a service manager is told to keep running. */
export interface ServicePlan {
  /** Node and the file of the program, absolute. */
  readonly program: readonly [string, string];
  /** Home folder of the agent, absolute. */
  readonly home: string;
  /** Account it runs as. */
  readonly user: string;
  /** Groups that may open serial ports here. */
  readonly groups: readonly string[];
}
