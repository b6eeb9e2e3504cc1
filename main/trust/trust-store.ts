// What a certificate store of this machine is to the rest of the app. Certificates are known by their SHA-256 alone:
// serial numbers, names and nicknames repeat, and deleting by them has deleted other people's certificates.
import type { Role } from '../../preload/contract/item.ts';
import type { Result } from '../../preload/contract/result.ts';

export type StoreId = 'windows-machine' | 'windows-user' | 'nss-user' | 'linux-system' | 'macos-system' | 'macos-login';

/** `root`: trusted by itself. `intermediate`: there to build paths with, trusted only through its issuer. */
export type Place = 'root' | 'intermediate';

/** Who asks this store. `openssl` stands for everything that reads the system's PEM bundle. */
export type StoreReader = 'chromium' | 'firefox' | 'schannel' | 'openssl' | 'macos';

export type StoredCertificate = {
  /** Upper-case hex of the hash of the whole DER. */
  sha256: string;
  sha1: string;
  der: Uint8Array;
  place: Place;
  /** Left out where the store cannot tell. */
  addedByUs?: boolean;
  /**
   * Its removal was begun and stopped in the middle: it is in force, and the next rebuild of the store, whoever starts it,
   * takes it away. `add` makes it stay, `remove` goes on. For stores that take several steps for one change.
   */
  going?: boolean;
};

/**
 * How a certificate stood in its store before it was taken out, where `add` alone would put it back otherwise: somebody
 * else's name and trust for it. NSS: nickname, and flags as certutil prints them. Windows: the store's own serialized
 * element (CertSerializeCertificateStoreElement) with every property, in base64.
 */
export type AsItWas = { nickname: string; flags: string } | { element: string };

export type TrustStore = {
  readonly id: StoreId;
  readonly scope: 'machine' | 'user';
  /** For people and messages, not for programs. */
  readonly location: string;
  /** The clients that read this store. */
  readonly readers: readonly StoreReader[];

  /** Whether adding and removing takes more rights than this process has. Reading never does. */
  needsRights(): Promise<boolean>;

  /** Whether this store can hold a certificate of that role in that place. Never an intermediate in `root`. */
  accepts(role: Role, place: Place): boolean;

  /**
   * Everything in the store. A store that does not exist yet is empty; one that cannot be read is a failure:
   * `store-missing` (the tool to read it with is not installed), `store-failed`, `rights-missing`.
   */
  list(): Promise<Result<StoredCertificate[]>>;

  /** One certificate by its SHA-256 (hex, any case), null where it is not there; the failures of `list`. */
  find(sha256: string): Promise<Result<StoredCertificate | null>>;

  /**
   * Puts a certificate in, and reads the store back before it says so. Already there in that place: `changed` false.
   * What the certificate is decides, not what the caller says: `store-refuses-role`, `not-a-certificate`,
   * `damaged`. Also `not-trusted-yet` (written, but not there when read back), `elevation-cancelled`
   * (the person declined the system's own question), and the failures of `list`. With `was` it comes back just as
   * it stood, in whatever place that was, or not at all.
   */
  add(
    der: Uint8Array,
    as: { role: Role; place: Place; was?: AsItWas | undefined },
  ): Promise<Result<{ changed: boolean }>>;

  /**
   * What it takes to put a certificate back just so after a `remove`: `plain` where `add` does it by itself, `unknown`
   * where nothing does. `kept-by-system` where it belongs to the system's own package, so that `remove` is of no use.
   */
  asItStands(sha256: string, place: Place): Promise<Result<AsItWas | 'plain' | 'unknown'>>;

  /**
   * Takes exactly this certificate out, from one place or from all, and reads back. Not there: `changed` false.
   * `still-there` where something keeps it (a policy, another tool's copy); and the failures of `list`.
   */
  remove(sha256: string, place?: Place): Promise<Result<{ changed: boolean }>>;

  /**
   * Whether something of ours for this certificate lies there that is not in that place, nor in force: what a crash in
   * the middle of adding it left. `remove` takes it away. False where the store cannot be read.
   */
  hasLeftover(sha256: string, place: Place): Promise<boolean>;
};
