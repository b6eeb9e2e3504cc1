// The elliptic curves whose keys can be checked here, also where the runtime's library lacks them: the NIST ones,
// secp256k1 (SEC 2) and three of Brainpool (RFC 5639). Only "is this point on the curve" and "private number times base
// point", for a key's own pair; not constant in time, so never for signing.

import { unsignedOctets } from '../asn1/der-values.ts';
import { mod, modInverse, modPow, numberOf } from './numbers.ts';

/** y² = x³ + ax + b modulo p; base point (x, y) of the prime order n. Every cofactor is one. */
type Parameters = { p: bigint; a: bigint; b: bigint; x: bigint; y: bigint; n: bigint };

const parameters: Readonly<Record<string, Parameters>> = {
  '1.3.132.0.33': {
    // P-224
    p: 0xffffffffffffffffffffffffffffffff000000000000000000000001n,
    a: 0xfffffffffffffffffffffffffffffffefffffffffffffffffffffffen,
    b: 0xb4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4n,
    x: 0xb70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21n,
    y: 0xbd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34n,
    n: 0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn,
  },
  '1.2.840.10045.3.1.7': {
    // P-256
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    a: 0xffffffff00000001000000000000000000000000fffffffffffffffffffffffcn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
    y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  '1.3.132.0.34': {
    // P-384
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    a: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000fffffffcn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
    y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
  '1.3.132.0.35': {
    // P-521
    p: 0x1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffn,
    a: 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffcn,
    b: 0x51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    x: 0xc6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
    y: 0x11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
    n: 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  },
  '1.3.132.0.10': {
    // secp256k1
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn,
    a: 0x0n,
    b: 0x7n,
    x: 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
    y: 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
    n: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  },
  '1.3.36.3.3.2.8.1.1.7': {
    // brainpoolP256r1
    p: 0xa9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377n,
    a: 0x7d5a0975fc2c3057eef67530417affe7fb8055c126dc5c6ce94a4b44f330b5d9n,
    b: 0x26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6n,
    x: 0x8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262n,
    y: 0x547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997n,
    n: 0xa9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7n,
  },
  '1.3.36.3.3.2.8.1.1.11': {
    // brainpoolP384r1
    p: 0x8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b412b1da197fb71123acd3a729901d1a71874700133107ec53n,
    a: 0x7bc382c63d8c150c3c72080ace05afa0c2bea28e4fb22787139165efba91f90f8aa5814a503ad4eb04a8c7dd22ce2826n,
    b: 0x4a8c7dd22ce28268b39b55416f0447c2fb77de107dcd2a62e880ea53eeb62d57cb4390295dbc9943ab78696fa504c11n,
    x: 0x1d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8e826e03436d646aaef87b2e247d4af1en,
    y: 0x8abe1d7520f9c2a45cb1eb8e95cfd55262b70b29feec5864e19c054ff99129280e4646217791811142820341263c5315n,
    n: 0x8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565n,
  },
  '1.3.36.3.3.2.8.1.1.13': {
    // brainpoolP512r1
    p: 0xaadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca703308717d4d9b009bc66842aecda12ae6a380e62881ff2f2d82c68528aa6056583a48f3n,
    a: 0x7830a3318b603b89e2327145ac234cc594cbdd8d3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94can,
    b: 0x3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94cadc083e67984050b75ebae5dd2809bd638016f723n,
    x: 0x81aee4bdd82ed9645a21322e9c4c6a9385ed9f70b5d916c1b43b62eef4d0098eff3b1f78e2d0d48d50d1687b93b97d5f7c6d5047406a5e688b352209bcb9f822n,
    y: 0x7dde385d566332ecc0eabfa9cf7822fdf209f70024a57b1aa000c55b881f8111b2dcde494a5f485e5bca4bd88a2763aed1ca2b2fa8f0540678cd1e0f3ad80892n,
    n: 0xaadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870553e5c414ca92619418661197fac10471db1d381085ddaddb58796829ca90069n,
  },
};

/** Jacobian coordinates: x/z², y/z³; z is zero at infinity. */
type Point = { x: bigint; y: bigint; z: bigint };

const doubled = ({ x, y, z }: Point, { p, a }: Parameters): Point => {
  if (y === 0n || z === 0n) return { x: 1n, y: 1n, z: 0n };
  const yy = (y * y) % p;
  const s = (4n * x * yy) % p;
  const zz = (z * z) % p;
  const m = (3n * x * x + a * zz * zz) % p;
  const x3 = mod(m * m - 2n * s, p);
  return { x: x3, y: mod(m * (s - x3) - 8n * yy * yy, p), z: (2n * y * z) % p };
};

const added = (one: Point, two: Point, curve: Parameters): Point => {
  const { p } = curve;
  if (one.z === 0n) return two;
  if (two.z === 0n) return one;
  const z1 = (one.z * one.z) % p;
  const z2 = (two.z * two.z) % p;
  const u1 = (one.x * z2) % p;
  const u2 = (two.x * z1) % p;
  const s1 = (one.y * z2 * two.z) % p;
  const s2 = (two.y * z1 * one.z) % p;
  const h = mod(u2 - u1, p);
  const r = mod(s2 - s1, p);
  if (h === 0n) return r === 0n ? doubled(one, curve) : { x: 1n, y: 1n, z: 0n };
  const hh = (h * h) % p;
  const hhh = (h * hh) % p;
  const v = (u1 * hh) % p;
  const x = mod(r * r - hhh - 2n * v, p);
  return { x, y: mod(r * (v - x) - s1 * hhh, p), z: (h * one.z * two.z) % p };
};

const multiplied = (scalar: bigint, curve: Parameters): { x: bigint; y: bigint } => {
  const { p, x, y } = curve;
  const base = { x, y, z: 1n };
  let sum: Point = { x: 1n, y: 1n, z: 0n };
  for (const bit of scalar.toString(2)) {
    sum = doubled(sum, curve);
    if (bit === '1') sum = added(sum, base, curve);
  }
  const inverse = modInverse(sum.z, p) ?? 0n;
  const square = (inverse * inverse) % p;
  return { x: (sum.x * square) % p, y: (sum.y * square * inverse) % p };
};

export type Curve = {
  /** Whether the private number is one: at least 1, below the order. */
  hasScalar: (scalar: Uint8Array) => boolean;
  /** The uncompressed point (SEC 1 section 2.3.3) of a private number, or undefined when it is none. */
  publicPoint: (scalar: Uint8Array) => Uint8Array | undefined;
  /** Whether an encoded point, compressed or not, is on the curve. */
  hasPoint: (point: Uint8Array) => boolean;
  /** Whether two encoded points are the same one. */
  samePoint: (uncompressed: Uint8Array, point: Uint8Array) => boolean;
};

const curveOf = (curve: Parameters): Curve => {
  const { p, a, b, n } = curve;
  const size = unsignedOctets(p).length;
  const hasScalar = (scalar: Uint8Array): boolean => {
    const value = scalar.length > size + 8 ? 0n : numberOf(scalar);
    return value > 0n && value < n;
  };
  const square = (x: bigint): bigint => mod(x * x * x + a * x + b, p);
  return {
    hasScalar,
    publicPoint: (scalar) => {
      if (!hasScalar(scalar)) return undefined;
      const { x, y } = multiplied(numberOf(scalar), curve);
      return Uint8Array.of(4, ...unsignedOctets(x, size), ...unsignedOctets(y, size));
    },
    hasPoint: (point) => {
      const x = numberOf(point.subarray(1, 1 + size));
      if (x >= p) return false;
      // By Euler's criterion, a compressed point has a second coordinate when this is a square.
      if (point.length === 1 + size && (point[0] === 2 || point[0] === 3))
        return square(x) === 0n || modPow(square(x), (p - 1n) / 2n, p) === 1n;
      if (point.length !== 1 + 2 * size || ![4, 6, 7].includes(point[0] as number)) return false;
      const y = numberOf(point.subarray(1 + size));
      return y < p && (y * y) % p === square(x);
    },
    samePoint: (uncompressed, point) => {
      const wanted = point.length === 1 + size ? uncompressed.subarray(1, 1 + size) : uncompressed.subarray(1);
      const parity = 2 + ((uncompressed.at(-1) as number) & 1);
      if (Buffer.compare(wanted, point.subarray(1)) !== 0) return false;
      return point.length !== 1 + size || point[0] === parity;
    },
  };
};

/** The curve of a dotted identifier, or undefined when its arithmetic is not here. */
export const curveById = (oid: string): Curve | undefined => {
  const found = parameters[oid];
  return found && curveOf(found);
};
