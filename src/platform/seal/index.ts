export { type FieldBound, type Ring, rings, type WrapBound } from './bound.ts';
export { type Bytes, fromBase64, fromUtf8, newKeyId, toBase64, utf8 } from './bytes.ts';
export { type KeyPair, makeKeyPair, openWith, sealTo } from './hpke.ts';
export { keyIdOf, makeRecordKey, openField, sealField, unwrapRecordKey, wrapRecordKey } from './records.ts';
