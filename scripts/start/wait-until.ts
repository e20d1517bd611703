/** Asks again and again until the answer is yes. Throws `sentence` when the time is over. */
export async function waitUntil(question: () => Promise<boolean>, sentence: string, timeoutMs: number): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    if (await question().catch(() => false)) return;
    if (Date.now() > end) throw new Error(sentence);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Whether an address answers below 500, within a second. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(1_000) });
  await response.body?.cancel();
  return response.status < 500;
}
