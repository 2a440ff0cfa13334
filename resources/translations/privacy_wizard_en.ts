<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
  <context>
    <name>ProgressLine</name>
    <message numerus="yes">
      <source>{done} of %n answered</source>
      <translation>
        <numerusform>{done} of %n answered</numerusform>
        <numerusform>{done} of %n answered</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>about %n minute(s) left</source>
      <translation>
        <numerusform>about %n minute left</numerusform>
        <numerusform>about %n minutes left</numerusform>
      </translation>
    </message>
  </context>
</TS>
