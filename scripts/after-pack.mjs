// @ts-check
// electron-builder calls this on each packed app, before it sets the fuses that electron-builder.yml names. It sets the
// one that electron-builder has no name for, and stops the build when Electron has a fuse that nobody has decided on.
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/** Fuses that electron-builder.yml can name. */
const named = new Set([
  FuseV1Options.RunAsNode,
  FuseV1Options.EnableCookieEncryption,
  FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  FuseV1Options.EnableNodeCliInspectArguments,
  FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  FuseV1Options.OnlyLoadAppFromAsar,
  FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  FuseV1Options.GrantFileProtocolExtraPrivileges,
]);

/** @param {import('electron-builder').AfterPackContext} context */
export default async function afterPack({ appOutDir, packager, electronPlatformName }) {
  const name = packager.appInfo.productFilename;
  // Only the Linux packager has an executableName.
  const linux = /** @type {{ executableName?: string }} */ (/** @type {unknown} */ (packager)).executableName;
  const program = { darwin: `${name}.app`, win32: `${name}.exe` }[electronPlatformName] ?? linux ?? name;
  const file = join(appOutDir, program);

  const wire = Object.keys(await getCurrentFuseWire(file))
    .map(Number)
    .filter(Number.isInteger);
  const own = FuseV1Options.WasmTrapHandlers;
  const undecided = wire.filter((fuse) => !named.has(fuse) && fuse !== own);
  if (undecided.length > 0) {
    throw new Error(
      `This Electron has fuses that electron-builder.yml does not name: ${undecided.map((fuse) => FuseV1Options[fuse] ?? fuse).join(', ')}. Decide on each, then name it there or in scripts/after-pack.mjs.`,
    );
  }
  // Older Electrons end before it. On, as Electron has it: our pages may not run WebAssembly at all.
  if (wire.includes(own)) await flipFuses(file, { version: FuseVersion.V1, [own]: true });
}
