import type { FaultEntry } from './fault.ts';

/** What `tillbridge doctor` can find on a shop PC. Ends that the command has for each stand in the agent. */
export const DOCTOR_FAULTS = {
  'doctor.node-old': {
    meaning: { en: 'Node on this PC is too old for the agent.', th: 'Node บนเครื่องนี้เก่าเกินไปสำหรับโปรแกรมสาขา' },
    remedy: {
      en: 'Install Node 20.19 or later, then install the agent again.',
      th: 'ติดตั้ง Node 20.19 ขึ้นไป แล้วติดตั้งโปรแกรมใหม่',
    },
  },
  'doctor.not-paired': {
    meaning: { en: 'This PC is not paired with a shop yet.', th: 'เครื่องนี้ยังไม่ได้จับคู่กับสาขา' },
    remedy: {
      en: 'Make a code on the dashboard, then: tillbridge pair <code> --cloud <address>. Give --home if the agent lies in another folder.',
      th: 'สร้างรหัสบนแดชบอร์ด แล้วใช้ tillbridge pair <รหัส> --cloud <ที่อยู่> หากเก็บไว้โฟลเดอร์อื่นให้ระบุ --home',
    },
  },
  'doctor.config': {
    meaning: { en: 'config.json has mistakes.', th: 'ไฟล์ config.json มีข้อผิดพลาด' },
    remedy: {
      en: 'Mend the lines named here; tillbridge config check says when it is right.',
      th: 'แก้บรรทัดที่ระบุ แล้วตรวจด้วย tillbridge config check',
    },
  },
  'doctor.home-rights': {
    meaning: { en: 'This user may not write the folder of the agent.', th: 'ผู้ใช้นี้ไม่มีสิทธิ์เขียนโฟลเดอร์ของโปรแกรมสาขา' },
    remedy: {
      en: 'Run this as the user of the agent, or give that user the folder: chown -R <user> <folder>.',
      th: 'รันด้วยผู้ใช้ของโปรแกรม หรือมอบโฟลเดอร์ให้ผู้ใช้นั้น: chown -R <ผู้ใช้> <โฟลเดอร์>',
    },
  },
  'doctor.secrets-open': {
    meaning: { en: 'Others on this PC can read the secrets of the agent.', th: 'ผู้ใช้อื่นบนเครื่องนี้อ่านความลับของโปรแกรมได้' },
    remedy: {
      en: 'chmod 600 the file, chmod 700 its folder, and pair again: the key may have been copied.',
      th: 'ใช้ chmod 600 กับไฟล์และ chmod 700 กับโฟลเดอร์ แล้วจับคู่ใหม่ เพราะกุญแจอาจถูกคัดลอกไปแล้ว',
    },
  },
  'doctor.secret-unreadable': {
    meaning: { en: 'A secret of the agent is missing or cannot be read.', th: 'ไฟล์ความลับของโปรแกรมหายไปหรืออ่านไม่ได้' },
    remedy: {
      en: 'Pair again with a new code: tillbridge pair <code> --again. The journal stays.',
      th: 'จับคู่ใหม่ด้วยรหัสใหม่: tillbridge pair <รหัส> --again สมุดบันทึกยังอยู่',
    },
  },
  'doctor.agent-stuck': {
    meaning: {
      en: 'A process holds the journal but does not answer as the agent.',
      th: 'มีโปรแกรมถือสมุดบันทึกอยู่แต่ไม่ตอบสนอง',
    },
    remedy: {
      en: 'Restart the service: systemctl restart tillbridge-agent. If it stays, make a bundle.',
      th: 'เริ่มบริการใหม่: systemctl restart tillbridge-agent หากยังเป็นอยู่ให้สร้างไฟล์ช่วยเหลือ',
    },
  },
  'doctor.other-version': {
    meaning: {
      en: 'The running agent is another version than the installed one.',
      th: 'โปรแกรมที่ทำงานอยู่เป็นคนละรุ่นกับที่ติดตั้ง',
    },
    remedy: { en: 'Restart the service when no customer is paying.', th: 'เริ่มบริการใหม่เมื่อไม่มีลูกค้ากำลังชำระเงิน' },
  },
  'doctor.disk-low': {
    meaning: { en: 'The disk is nearly full.', th: 'ดิสก์ใกล้เต็ม' },
    remedy: { en: 'Free space on the disk this week.', th: 'เคลียร์พื้นที่ดิสก์ภายในสัปดาห์นี้' },
  },
  'doctor.disk-full': {
    meaning: { en: 'The disk is full; the agent lives on its reserve.', th: 'ดิสก์เต็ม โปรแกรมกำลังใช้พื้นที่สำรอง' },
    remedy: { en: 'Free space on the disk now, before the reserve is used up.', th: 'เคลียร์พื้นที่ดิสก์ทันทีก่อนพื้นที่สำรองหมด' },
  },
  'doctor.journal-damaged': {
    meaning: { en: 'The file of the journal is damaged.', th: 'ไฟล์สมุดบันทึกเสียหาย' },
    remedy: {
      en: 'Leave it where it is and start the agent: it sets the file aside and delivers what can be read. Then check the disk.',
      th: 'อย่าย้ายไฟล์ ให้เริ่มโปรแกรม ระบบจะแยกไฟล์ไว้และส่งส่วนที่อ่านได้ จากนั้นตรวจดิสก์',
    },
  },
  'doctor.journal-chain': {
    meaning: {
      en: 'Facts in the journal do not join: a line was changed or is missing.',
      th: 'รายการในสมุดบันทึกไม่ต่อเนื่อง มีบรรทัดถูกแก้หรือหายไป',
    },
    remedy: {
      en: 'Start the agent: it goes on in a new epoch and the line goes to quarantine. Ask who had access to this PC.',
      th: 'เริ่มโปรแกรม ระบบจะเริ่มช่วงใหม่และกักกันบรรทัดนั้น แล้วตรวจว่าใครเข้าถึงเครื่องนี้',
    },
  },
  'doctor.journal-restored': {
    meaning: {
      en: 'The journal is older than this PC remembers: a copy was put back.',
      th: 'สมุดบันทึกเก่ากว่าที่เครื่องจำได้ มีการนำสำเนาเก่ากลับมา',
    },
    remedy: {
      en: 'Start the agent: it goes on in a new epoch. Look for a restored or copied disk.',
      th: 'เริ่มโปรแกรม ระบบจะเริ่มช่วงใหม่ แล้วตรวจว่ามีการกู้คืนหรือคัดลอกดิสก์',
    },
  },
  'doctor.journal-newer': {
    meaning: { en: 'The journal was written by a newer agent.', th: 'สมุดบันทึกเขียนโดยโปรแกรมรุ่นใหม่กว่า' },
    remedy: { en: 'Install that version or a newer one.', th: 'ติดตั้งรุ่นนั้นหรือใหม่กว่า' },
  },
  'doctor.journal-mode': {
    meaning: {
      en: 'The journal is not kept in the mode in which each commit reaches the disk.',
      th: 'สมุดบันทึกไม่ได้อยู่ในโหมดที่เขียนลงดิสก์ทุกครั้ง',
    },
    remedy: {
      en: 'Keep the home folder on a disk of this PC, not on a network drive, and restart the agent.',
      th: 'เก็บโฟลเดอร์ไว้ในดิสก์ของเครื่อง ไม่ใช่ไดรฟ์เครือข่าย แล้วเริ่มโปรแกรมใหม่',
    },
  },
  'doctor.local-port-taken': {
    meaning: {
      en: 'Another program on this PC uses the port that tills call the agent at.',
      th: 'มีโปรแกรมอื่นใช้พอร์ตที่เครื่องขายใช้ติดต่อโปรแกรมสาขา',
    },
    remedy: {
      en: 'End that program, or choose another localApi.port in config.json and tell the tills.',
      th: 'ปิดโปรแกรมนั้น หรือเปลี่ยน localApi.port ใน config.json แล้วแจ้งเครื่องขาย',
    },
  },
  'doctor.cloud-unreachable': {
    meaning: { en: 'The cloud does not answer.', th: 'ติดต่อคลาวด์ไม่ได้' },
    remedy: {
      en: 'Check the internet line, the firewall and the address in config.json (cloud).',
      th: 'ตรวจอินเทอร์เน็ต ไฟร์วอลล์ และที่อยู่ cloud ใน config.json',
    },
  },
  'doctor.tls': {
    meaning: { en: 'The certificate of the cloud is not trusted on this PC.', th: 'เครื่องนี้ไม่เชื่อถือใบรับรองของคลาวด์' },
    remedy: {
      en: 'Check the address (cloud) and the date of this PC; a firewall that opens TLS must let this address pass.',
      th: 'ตรวจที่อยู่ cloud และวันที่ของเครื่อง หากไฟร์วอลล์เปิดดู TLS ต้องยกเว้นที่อยู่นี้',
    },
  },
  'doctor.cloud-other': {
    meaning: {
      en: 'Something else than Tillbridge answers at the address of the cloud.',
      th: 'ปลายทางของที่อยู่คลาวด์ไม่ใช่ Tillbridge',
    },
    remedy: {
      en: 'Sign in to the network if it shows a portal; else correct the address in config.json (cloud).',
      th: 'ลงชื่อเข้าใช้เครือข่ายหากมีหน้าล็อกอิน มิฉะนั้นแก้ที่อยู่ cloud ใน config.json',
    },
  },
  'doctor.clock-off': {
    meaning: { en: 'The clock of this PC is wrong.', th: 'นาฬิกาของเครื่องนี้ไม่ตรง' },
    remedy: {
      en: 'Turn time synchronisation on (timedatectl set-ntp true), and check the battery of the PC.',
      th: 'เปิดการปรับเวลาอัตโนมัติ (timedatectl set-ntp true) และตรวจแบตเตอรี่ของเครื่อง',
    },
  },
  'doctor.key-refused': {
    meaning: {
      en: 'The cloud does not accept the key of this agent: it was revoked or replaced.',
      th: 'คลาวด์ไม่ยอมรับกุญแจของโปรแกรมนี้ อาจถูกเพิกถอนหรือแทนที่',
    },
    remedy: {
      en: 'Pair again with a new code: tillbridge pair <code> --again. Nothing recorded is lost.',
      th: 'จับคู่ใหม่ด้วยรหัสใหม่: tillbridge pair <รหัส> --again ข้อมูลไม่หาย',
    },
  },
  'doctor.key-mismatch': {
    meaning: { en: 'The two keys of this agent do not belong together.', th: 'กุญแจทั้งสองของโปรแกรมนี้ไม่ได้คู่กัน' },
    remedy: {
      en: 'A folder was copied or half restored: pair again with tillbridge pair <code> --again.',
      th: 'มีการคัดลอกหรือกู้คืนโฟลเดอร์ไม่ครบ จับคู่ใหม่ด้วย tillbridge pair <รหัส> --again',
    },
  },
  'doctor.unconfirmed': {
    meaning: { en: 'Nobody has confirmed this PC on the dashboard yet.', th: 'ยังไม่มีผู้ยืนยันเครื่องนี้บนแดชบอร์ด' },
    remedy: {
      en: 'Compare the fingerprint shown by tillbridge config show with the one on the dashboard, and confirm.',
      th: 'เทียบลายนิ้วมือจาก tillbridge config show กับบนแดชบอร์ด แล้วกดยืนยัน',
    },
  },
  'doctor.port-missing': {
    meaning: { en: 'The port of the machine is not there.', th: 'ไม่พบพอร์ตของเครื่องรับเงิน' },
    remedy: {
      en: 'Plug the adapter in; the ports of this PC are listed here. Then correct the address in config.json.',
      th: 'เสียบสายแปลง พอร์ตที่มีแสดงไว้ที่นี่ แล้วแก้ address ใน config.json',
    },
  },
  'doctor.port-ambiguous': {
    meaning: { en: 'Several adapters match the address of the machine.', th: 'มีสายแปลงหลายตัวตรงกับที่อยู่ของเครื่อง' },
    remedy: {
      en: 'Add the serial number to the address: usb:vendor:product:serial.',
      th: 'เพิ่มหมายเลขเครื่องในที่อยู่: usb:vendor:product:serial',
    },
  },
  'doctor.port-rights': {
    meaning: { en: 'This user may not open the port of the machine.', th: 'ผู้ใช้นี้ไม่มีสิทธิ์เปิดพอร์ตของเครื่อง' },
    remedy: {
      en: 'Add the user of the agent to the group of the port (dialout), then restart the service.',
      th: 'เพิ่มผู้ใช้ของโปรแกรมเข้ากลุ่มของพอร์ต (dialout) แล้วเริ่มบริการใหม่',
    },
  },
  'doctor.port-busy': {
    meaning: { en: 'Another program has the port of the machine open.', th: 'มีโปรแกรมอื่นเปิดพอร์ตของเครื่องอยู่' },
    remedy: {
      en: 'End the other program (an old till, a terminal, ModemManager).',
      th: 'ปิดโปรแกรมอื่น (โปรแกรมขายเดิม เทอร์มินัล หรือ ModemManager)',
    },
  },
  'doctor.machine-unreachable': {
    meaning: { en: 'Nothing answers at the network address of the machine.', th: 'ไม่มีอุปกรณ์ตอบที่ที่อยู่เครือข่ายของเครื่อง' },
    remedy: {
      en: 'Check that converter or machine is on, the cable, and host and port in config.json.',
      th: 'ตรวจว่าเปิดตัวแปลงหรือเครื่องแล้ว ตรวจสาย และ host กับ port ใน config.json',
    },
  },
  'doctor.machine-silent': {
    meaning: { en: 'The port opens, but the machine does not answer.', th: 'เปิดพอร์ตได้ แต่เครื่องไม่ตอบ' },
    remedy: {
      en: 'Switch the machine on; check the cable and the line settings (baud rate, parity) in config.json.',
      th: 'เปิดเครื่อง ตรวจสายและค่าการสื่อสาร (baud rate, parity) ใน config.json',
    },
  },
  'doctor.machine-fault': {
    meaning: { en: 'The machine answers and reports a fault.', th: 'เครื่องตอบและแจ้งข้อขัดข้อง' },
    remedy: { en: 'Clear the fault named here at the machine.', th: 'แก้ข้อขัดข้องที่ระบุที่เครื่อง' },
  },
  'doctor.units-unread': {
    meaning: { en: 'The machine answers, but does not say what it holds.', th: 'เครื่องตอบ แต่ไม่บอกยอดที่มี' },
    remedy: {
      en: 'Close doors and cassettes, wait until it is idle, and try again.',
      th: 'ปิดประตูและตลับ รอจนเครื่องว่าง แล้วลองใหม่',
    },
  },
  'doctor.machine-retired': {
    meaning: {
      en: 'The office took this machine out of service, so it is not driven.',
      th: 'สำนักงานเลิกใช้เครื่องนี้แล้ว จึงไม่สั่งงาน',
    },
    remedy: {
      en: 'Take it out of the configuration of this PC, or have it put back on the pairing page of the shop.',
      th: 'นำออกจากการตั้งค่าของเครื่องพีซีนี้ หรือให้นำกลับมาใช้ในหน้าจับคู่ของสาขา',
    },
  },
  'doctor.broken': {
    meaning: { en: 'This check broke.', th: 'การตรวจข้อนี้ล้มเหลว' },
    remedy: { en: 'Report it with a bundle: tillbridge bundle.', th: 'แจ้งทีมงานพร้อมไฟล์จาก tillbridge bundle' },
  },
} as const satisfies Record<string, FaultEntry>;
