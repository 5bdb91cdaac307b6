import type { Failure } from '../../../shared/domain/failure.ts'
import { asFailure } from '../failure.ts'
import { readBaseAddress } from '../provider/base-address.ts'
import type { ProviderClient } from '../provider/client.ts'

/** Whether a provider answers at an address, without credentials; never throws. @param address as the user typed it */
export async function checkConnection(
  address: string,
  createClient: (baseAddress: string) => Pick<ProviderClient, 'probe'>,
): Promise<{ reachable: boolean; error: Failure | null }> {
  try {
    await createClient(readBaseAddress(address)).probe()
    return { reachable: true, error: null }
  } catch (e) {
    return { reachable: false, error: asFailure(e) }
  }
}
