// Only the fitting prebuilt addon of the keychain is packed, for the target's platform and not the builder's.
const keytarFor = (platform) => [
  { from: `node_modules/keytar/prebuilds/${platform}-\${arch}`, to: `node_modules/keytar/prebuilds/${platform}-\${arch}` },
]

/** @type {import('electron-builder').Configuration} */
module.exports = {
  appId: 'example.dialdesk',
  productName: 'Dialdesk',
  asar: true,
  directories: { output: 'package-output', buildResources: 'resources' },
  files: ['out/**', 'resources/**', 'package.json', '!node_modules/keytar/{build,src,script,binding.gyp}{,/**}', '!node_modules/keytar/prebuilds/**'],
  asarUnpack: ['**/*.node'],
  npmRebuild: false,
  ...(process.env.ELECTRON_DIST ? { electronDist: process.env.ELECTRON_DIST } : {}),
  win: { target: 'nsis', icon: 'resources/icon.png', files: keytarFor('win32') },
  mac: {
    target: ['dmg', 'zip'],
    icon: 'resources/icon.png',
    category: 'public.app-category.business',
    hardenedRuntime: true,
    extendInfo: { NSMicrophoneUsageDescription: 'Dialdesk uses the microphone for your calls.' },
    files: keytarFor('darwin'),
  },
  linux: {
    target: ['AppImage', 'deb'],
    icon: 'resources/icon.png',
    category: 'Network;Telephony',
    executableName: 'dialdesk',
    files: keytarFor('linux'),
  },
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
}
