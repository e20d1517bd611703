/** What `tillbridge update` says, by language. */
export const UPDATE_WORDS = {
  en: {
    newer: 'A newer version is there',
    same: 'this version is at work already',
    steps: {
      locked: 'asking what there is',
      believed: 'bringing it beside the running version',
      staged: 'the new version tests itself on this PC',
      tested: 'the test is passed',
      asked: 'asking for its turn',
    },
    'next-start': 'takes over at the next start of the agent, and proves itself then',
    waits: 'waits until no machine is at work; it goes on by itself',
    trial: 'is proving itself; it stays or goes back by itself',
    stays: 'is at work and has proved itself',
  },
  th: {
    newer: 'มีรุ่นใหม่',
    same: 'ใช้รุ่นนี้อยู่แล้ว',
    steps: {
      locked: 'กำลังถามว่ามีรุ่นใด',
      believed: 'กำลังนำมาวางข้างรุ่นที่ใช้อยู่',
      staged: 'รุ่นใหม่กำลังทดสอบตัวเองบนเครื่องนี้',
      tested: 'ผ่านการทดสอบแล้ว',
      asked: 'กำลังขอสลับรุ่น',
    },
    'next-start': 'จะเริ่มใช้เมื่อโปรแกรมเริ่มครั้งถัดไป และจะพิสูจน์ตัวเองตอนนั้น',
    waits: 'รอจนเครื่องว่าง แล้วจะทำต่อเอง',
    trial: 'กำลังพิสูจน์ตัวเอง จะอยู่ต่อหรือย้อนกลับเอง',
    stays: 'ใช้งานอยู่และผ่านการพิสูจน์แล้ว',
  },
} as const;
