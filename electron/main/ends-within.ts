/** Whether `running` ends within `limit` ms; it goes on all the same. Rejects as `running` does, in that time. */
export async function endsWithin(limit: number, running: Promise<unknown>): Promise<boolean> {
  const late = Promise.withResolvers<false>()
  const timer = setTimeout(late.resolve, limit, false)
  try {
    return await Promise.race([running.then(() => true), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
