import { SERVICE_NAME, type ServicePlan } from './plan.ts';

/**
 * The file for WinSW 2, which runs the agent as a Windows service under an account of its own that has no password.
 * Started again after every end, for ever: WinSW repeats the last action. Written after its documentation; not run on
 * Windows.
 */
export function winswXml({ program: [node, script], home }: ServicePlan): string {
  const words = [script, 'run', '--home', home].map((word) => `"${word}"`).join(' ');
  return `<?xml version="1.0" encoding="utf-8"?>
<service>
  <id>${SERVICE_NAME}</id>
  <name>Tillbridge agent</name>
  <description>The cash machine of this shop and its journal.</description>
  <executable>${escaped(node)}</executable>
  <arguments>${escaped(words)}</arguments>
  <workingdirectory>${escaped(home)}</workingdirectory>
  <startmode>Automatic</startmode>
  <delayedAutoStart>true</delayedAutoStart>
  <depend>Tcpip</depend>
  <serviceaccount>
    <username>NT SERVICE\\${SERVICE_NAME}</username>
  </serviceaccount>
  <onfailure action="restart" delay="5 sec"/>
  <onfailure action="restart" delay="30 sec"/>
  <resetfailure>1 hour</resetfailure>
  <stoptimeout>15 sec</stoptimeout>
  <log mode="none"/>
</service>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
