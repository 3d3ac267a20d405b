/** LevelDB's log: blocks of fragments, each a header of checksum, length and type before its content. */
const BLOCK_SIZE = 32_768;
const HEADER_SIZE = 7;
const LENGTH_AT = 4;
const TYPE_AT = 6;

/** CRC-32C by byte. Node.js has CRC-32 only. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0x82f63b78 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/**
 * Returns true if a log has lost something of which LevelDB would say nothing when it is opened. A log may end in half a record: that
 * of a process that was killed, or of a full disk.
 *
 * https://github.com/google/leveldb/blob/main/doc/log_format.md
 */
export function isLogDamaged(log: Buffer): boolean {
  const fragments = [...wholeFragments(log)];
  const firstBroken = fragments.indexOf(false);
  return firstBroken !== -1 && fragments.includes(true, firstBroken);
}

/** Returns true if a log has a record. */
export function hasRecord(log: Buffer): boolean {
  return [...wholeFragments(log)].includes(true);
}

/** Says of each fragment whether it is as it was written. */
function* wholeFragments(log: Buffer): Generator<boolean> {
  for (let start = 0; start < log.length; start += BLOCK_SIZE) {
    const block = log.subarray(start, start + BLOCK_SIZE);
    for (let at = 0; at + HEADER_SIZE <= block.length; ) {
      const end = at + HEADER_SIZE + block.readUInt16LE(at + LENGTH_AT);
      yield end <= block.length && block.readUInt32LE(at) === checksumOf(block.subarray(at + TYPE_AT, end));
      at = end;
    }
  }
}

/** LevelDB's checksum: a CRC that was rotated and moved, so that a CRC over it stays one. */
function checksumOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  crc = ~crc;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
