/** LevelDB's log: blocks of fragments, each a header of checksum, length and type before its content. */
const BLOCK_SIZE = 32_768;
const HEADER_SIZE = 7;
const LENGTH_AT = 4;
const TYPE_AT = 6;
/** Types of a fragment: a whole record, or the first, a middle or the last part of one. */
const [FULL, FIRST, , LAST] = [1, 2, 3, 4];

/** CRC-32C by byte. Node.js has CRC-32 only. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0x82f63b78 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

interface Fragment {
  /** True if it is as it was written. */
  isWhole: boolean;
  type: number;
  content: Buffer;
}

/** A log as it was found. */
export interface LogState {
  /** True if it has a record, or the start of one. */
  hasRecord: boolean;
  /**
   * True if it has lost something of which LevelDB would say nothing when it is opened. A log may end in half a record: that of a process
   * that was killed, or of a full disk.
   */
  isDamaged: boolean;
  /** True if it has records and ends with the last one, as one does behind which LevelDB has begun another. */
  isComplete: boolean;
}

/**
 * Checks a log. Each byte is read for its checksum, so it is done once for each log.
 *
 * https://github.com/google/leveldb/blob/main/doc/log_format.md
 */
export function checkLog(log: Buffer): LogState {
  let lastType: number | undefined;
  const state = { hasRecord: false, isBroken: false, isDamaged: false };
  for (const { isWhole, type } of fragmentsOf(log)) {
    lastType = type;
    state.hasRecord ||= isWhole;
    state.isDamaged ||= state.isBroken && isWhole;
    state.isBroken ||= !isWhole;
  }
  const { hasRecord, isBroken, isDamaged } = state;
  return { hasRecord, isDamaged, isComplete: !isBroken && (lastType === FULL || lastType === LAST) };
}

/** The records of a log, up to the first that is broken. */
export function* recordsOf(log: Buffer): Generator<Buffer> {
  let parts: Buffer[] = [];
  for (const { isWhole, type, content } of fragmentsOf(log)) {
    if (!isWhole) return;
    if (type === FULL || type === FIRST) parts = [];
    parts.push(content);
    if (type === FULL || type === LAST) yield Buffer.concat(parts);
  }
}

function* fragmentsOf(log: Buffer): Generator<Fragment> {
  for (let start = 0; start < log.length; start += BLOCK_SIZE) {
    const block = log.subarray(start, start + BLOCK_SIZE);
    let at = 0;
    while (at + HEADER_SIZE <= block.length) {
      const end = at + HEADER_SIZE + block.readUInt16LE(at + LENGTH_AT);
      const isWhole =
        end <= block.length && block.readUInt32LE(at) === checksumOf(block.subarray(at + TYPE_AT, end));
      yield { isWhole, type: block.readUInt8(at + TYPE_AT), content: block.subarray(at + HEADER_SIZE, end) };
      at = end;
    }
    // The end of a full block, too short for a header, is filled up.
    if (at < block.length && block.length < BLOCK_SIZE)
      yield { isWhole: false, type: 0, content: block.subarray(at) };
  }
}

/** LevelDB's checksum: a CRC that was rotated and moved, so that a CRC over it stays one. */
function checksumOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  crc = ~crc;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
