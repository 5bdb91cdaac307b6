process.parentPort.on('message', ({ data }) => {
  if (data === 'electron') import('electron').catch((e) => process.parentPort.postMessage(e.message))
  else process.parentPort.postMessage({ got: data, args: process.argv.slice(2), mark: process.env.MARK, type: process.type })
})
