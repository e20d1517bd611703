import type { FaultEntry } from './fault.ts';

/** Why a shop PC does not take a new version of its agent, or went back from it. */
export const UPDATE_FAULTS = {
  'update.no-root': {
    meaning: {
      en: 'This installation holds no root key, so it can check no update.',
      th: 'ชุดติดตั้งนี้ไม่มีกุญแจหลัก จึงตรวจสอบการอัปเดตไม่ได้',
    },
    remedy: {
      en: 'Install a package that was made with the root keys of its maker.',
      th: 'ติดตั้งชุดโปรแกรมที่ผู้ผลิตสร้างพร้อมกุญแจหลัก',
    },
  },
  'update.no-launcher': {
    meaning: {
      en: 'The agent was not started by its launcher, so another version could not be started.',
      th: 'โปรแกรมไม่ได้เริ่มผ่านตัวเปิด จึงสลับรุ่นไม่ได้',
    },
    remedy: {
      en: 'Install the service anew: tillbridge service install. It then starts the launcher.',
      th: 'ติดตั้งบริการใหม่ด้วย tillbridge service install เพื่อให้เริ่มผ่านตัวเปิด',
    },
  },
  'update.source-silent': {
    meaning: { en: 'The release could not be fetched or read.', th: 'ดึงหรืออ่านรุ่นใหม่ไม่ได้' },
    remedy: {
      en: 'Check the folder or address and the line, then try again. The shop goes on with the version it has.',
      th: 'ตรวจโฟลเดอร์หรือที่อยู่และสายสัญญาณแล้วลองใหม่ สาขายังใช้รุ่นเดิมต่อไป',
    },
  },
  'update.malformed': {
    meaning: { en: 'What was offered is not a release.', th: 'สิ่งที่ได้รับไม่ใช่รุ่นโปรแกรม' },
    remedy: { en: 'Fetch it again from its maker.', th: 'ขอรับใหม่จากผู้ผลิต' },
  },
  'update.untrusted': {
    meaning: {
      en: 'The release is not signed by enough keys that speak for the maker now.',
      th: 'รุ่นนี้ไม่มีลายเซ็นจากกุญแจของผู้ผลิตที่ใช้อยู่ครบถ้วน',
    },
    remedy: {
      en: 'Do not install it. Tell the maker where it came from.',
      th: 'อย่าติดตั้ง และแจ้งผู้ผลิตว่าได้มาจากที่ใด',
    },
  },
  'update.root-untrusted': {
    meaning: {
      en: 'A new set of keys does not follow from the one this PC trusts.',
      th: 'ชุดกุญแจใหม่ไม่ต่อเนื่องจากชุดที่เครื่องนี้เชื่อถือ',
    },
    remedy: {
      en: 'Do not install it. Tell the maker where it came from.',
      th: 'อย่าติดตั้ง และแจ้งผู้ผลิตว่าได้มาจากที่ใด',
    },
  },
  'update.expired': {
    meaning: {
      en: 'The newest release offered is past its date: somebody may be holding newer ones back.',
      th: 'รุ่นล่าสุดที่ได้รับหมดอายุแล้ว อาจมีผู้กักรุ่นใหม่ไว้',
    },
    remedy: {
      en: 'Check the clock with tillbridge doctor; then fetch a fresh release from the maker.',
      th: 'ตรวจนาฬิกาด้วย tillbridge doctor แล้วขอรุ่นที่ยังไม่หมดอายุจากผู้ผลิต',
    },
  },
  'update.older': {
    meaning: {
      en: 'The release is older than one that this PC has seen.',
      th: 'รุ่นนี้เก่ากว่ารุ่นที่เครื่องนี้เคยเห็นแล้ว',
    },
    remedy: {
      en: 'To return to the version before: tillbridge update back.',
      th: 'หากต้องการกลับไปรุ่นก่อนหน้า ใช้ tillbridge update back',
    },
  },
  'update.forked': {
    meaning: {
      en: 'Two different releases carry the same number.',
      th: 'มีรุ่นสองชุดที่ต่างกันแต่ใช้ลำดับเดียวกัน',
    },
    remedy: { en: 'Do not install it. Tell the maker.', th: 'อย่าติดตั้ง และแจ้งผู้ผลิต' },
  },
  'update.foreign': {
    meaning: { en: 'The release is for another product or channel.', th: 'รุ่นนี้เป็นของผลิตภัณฑ์หรือช่องทางอื่น' },
    remedy: { en: 'Take the release of the channel that this PC follows.', th: 'ใช้รุ่นของช่องทางที่เครื่องนี้ติดตาม' },
  },
  'update.other-platform': {
    meaning: {
      en: 'The release is for another system, processor or version of Node.',
      th: 'รุ่นนี้เป็นของระบบ หน่วยประมวลผล หรือ Node รุ่นอื่น',
    },
    remedy: { en: 'Take the release for this PC.', th: 'ใช้รุ่นสำหรับเครื่องนี้' },
  },
  'update.unfit': {
    meaning: {
      en: 'This PC cannot go to the release directly, or could not come back from it.',
      th: 'เครื่องนี้ไปรุ่นนั้นโดยตรงไม่ได้ หรือจะย้อนกลับไม่ได้',
    },
    remedy: {
      en: 'Bring agent or Node to the version named here first.',
      th: 'อัปเดตโปรแกรมหรือ Node ให้ถึงรุ่นที่ระบุก่อน',
    },
  },
  'update.unsafe-file': {
    meaning: {
      en: 'The release names a file that would not stay inside its own folder.',
      th: 'รุ่นนี้มีชื่อไฟล์ที่ไม่อยู่ภายในโฟลเดอร์ของตนเอง',
    },
    remedy: { en: 'Do not install it. Tell the maker.', th: 'อย่าติดตั้ง และแจ้งผู้ผลิต' },
  },
  'update.file-wrong': {
    meaning: {
      en: 'A file of the release is not the one that was signed.',
      th: 'ไฟล์ของรุ่นนี้ไม่ตรงกับที่ลงลายเซ็นไว้',
    },
    remedy: {
      en: 'Fetch the release again; if it stays, tell the maker where it came from.',
      th: 'ดึงรุ่นนี้ใหม่ หากยังเป็นอยู่ให้แจ้งผู้ผลิตว่าได้มาจากที่ใด',
    },
  },
  'update.unsafe-folder': {
    meaning: {
      en: 'The folder for versions is a link or belongs to somebody else.',
      th: 'โฟลเดอร์เก็บรุ่นเป็นลิงก์หรือเป็นของผู้ใช้อื่น',
    },
    remedy: {
      en: 'Remove it; the agent makes it anew.',
      th: 'ลบโฟลเดอร์นั้น โปรแกรมจะสร้างใหม่เอง',
    },
  },
  'update.other-user': {
    meaning: {
      en: 'The folder of the agent belongs to another user than the one who asks.',
      th: 'โฟลเดอร์ของโปรแกรมเป็นของผู้ใช้อื่น ไม่ใช่ผู้ที่สั่ง',
    },
    remedy: {
      en: 'Give the same command as that user: sudo -u <owner> tillbridge update … --home <folder>.',
      th: 'ใช้คำสั่งเดิมในชื่อผู้ใช้นั้น: sudo -u <เจ้าของ> tillbridge update … --home <โฟลเดอร์>',
    },
  },
  'update.disk': {
    meaning: {
      en: 'There is no room for the release beside what the journal needs.',
      th: 'พื้นที่ดิสก์ไม่พอสำหรับรุ่นใหม่โดยไม่กระทบสมุดบันทึก',
    },
    remedy: { en: 'Free space on the disk, then try again.', th: 'เคลียร์พื้นที่ดิสก์แล้วลองใหม่' },
  },
  'update.self-test': {
    meaning: {
      en: 'The new version did not pass its own test here. Nothing was changed.',
      th: 'รุ่นใหม่ไม่ผ่านการทดสอบตัวเองบนเครื่องนี้ ยังไม่มีการเปลี่ยนแปลง',
    },
    remedy: { en: 'Send the lines below to the maker.', th: 'ส่งข้อความด้านล่างให้ผู้ผลิต' },
  },
  'update.busy': {
    meaning: { en: 'Another update is at work on this PC.', th: 'มีการอัปเดตอื่นกำลังทำงานบนเครื่องนี้' },
    remedy: { en: 'Wait until it has ended.', th: 'รอให้เสร็จก่อน' },
  },
  'update.operation-open': {
    meaning: {
      en: 'An operation of a machine is under way or has no proven end yet.',
      th: 'เครื่องกำลังทำรายการ หรือมีรายการที่ยังไม่ทราบผล',
    },
    remedy: {
      en: 'Try again when the machine is at rest. With the agent stopped, start it first: it settles what is open.',
      th: 'ลองใหม่เมื่อเครื่องว่าง หากโปรแกรมหยุดอยู่ให้เริ่มก่อนเพื่อสรุปรายการที่ค้าง',
    },
  },
  'update.trial-running': {
    meaning: {
      en: 'A new version is still proving itself.',
      th: 'รุ่นใหม่กำลังอยู่ในช่วงพิสูจน์ตัวเอง',
    },
    remedy: {
      en: 'Wait until it stays or goes back: tillbridge update status.',
      th: 'รอผลด้วย tillbridge update status',
    },
  },
  'update.failed-before': {
    meaning: { en: 'This release was tried here and did not stay.', th: 'รุ่นนี้เคยลองบนเครื่องนี้แล้วไม่ผ่าน' },
    remedy: {
      en: 'Wait for the next release, or try it once more: tillbridge update apply … --again.',
      th: 'รอรุ่นถัดไป หรือลองอีกครั้งด้วย tillbridge update apply … --again',
    },
  },
  'update.went-back': {
    meaning: {
      en: 'The new version did not prove itself; the version before is at work again.',
      th: 'รุ่นใหม่ไม่ผ่านช่วงพิสูจน์ตัวเอง รุ่นก่อนหน้ากลับมาทำงานแล้ว',
    },
    remedy: {
      en: 'Make a bundle (tillbridge bundle) and send it to the maker with what stands below.',
      th: 'สร้างไฟล์ช่วยเหลือ (tillbridge bundle) แล้วส่งให้ผู้ผลิตพร้อมข้อความด้านล่าง',
    },
  },
  'update.no-way-back': {
    meaning: {
      en: 'There is no version before this one that could go on with the journal.',
      th: 'ไม่มีรุ่นก่อนหน้าที่ใช้สมุดบันทึกนี้ต่อได้',
    },
    remedy: { en: 'Go forward instead: tillbridge update apply.', th: 'ให้ไปรุ่นใหม่แทนด้วย tillbridge update apply' },
  },
} as const satisfies Record<string, FaultEntry>;
