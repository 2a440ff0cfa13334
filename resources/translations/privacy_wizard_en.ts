<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
  <context>
    <name>AccountsPage</name>
    <message numerus="yes">
      <source>%n answer(s) given for it no longer (fits/fit) and (was/were) removed.</source>
      <translation>
        <numerusform>%n answer given for it no longer fits and was removed.</numerusform>
        <numerusform>%n answers given for it no longer fit and were removed.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Actions</name>
    <message numerus="yes">
      <source>Show all %n</source>
      <translation>
        <numerusform>Show all %n</numerusform>
        <numerusform>Show all %n</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Counted</name>
    <message numerus="yes">
      <source>%n thing(s) that the policy demands (is/are) still open.</source>
      <translation>
        <numerusform>%n thing that the policy demands is still open.</numerusform>
        <numerusform>%n things that the policy demands are still open.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>All that the policy demands is met. %n recommendation(s) (is/are) still open.</source>
      <translation>
        <numerusform>All that the policy demands is met. %n recommendation is still open.</numerusform>
        <numerusform>All that the policy demands is met. %n recommendations are still open.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n thing(s) that it asks (does/do) not apply to you and (does/do) not count.</source>
      <translation>
        <numerusform>%n thing that it asks does not apply to you and does not count.</numerusform>
        <numerusform>%n things that it asks do not apply to you and do not count.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>+%n point(s)</source>
      <translation>
        <numerusform>+%n point</numerusform>
        <numerusform>+%n points</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>KeyPanel</name>
    <message numerus="yes">
      <source>Choose a passphrase of at least %n character(s).</source>
      <translation>
        <numerusform>Choose a passphrase of at least %n character.</numerusform>
        <numerusform>Choose a passphrase of at least %n characters.</numerusform>
      </translation>
    </message>
  </context>
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
      <source>about %n minute(s) left here</source>
      <translation>
        <numerusform>about %n minute left here</numerusform>
        <numerusform>about %n minutes left here</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{here}, %n in all</source>
      <translation>
        <numerusform>{here}, %n in all</numerusform>
        <numerusform>{here}, %n in all</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>about %n minute(s) left</source>
      <translation>
        <numerusform>about %n minute left</numerusform>
        <numerusform>about %n minutes left</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>about %n minute(s) left in all</source>
      <translation>
        <numerusform>about %n minute left in all</numerusform>
        <numerusform>about %n minutes left in all</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ResultsPage</name>
    <message numerus="yes">
      <source>%n question(s) without an answer (counts/count) as not met.</source>
      <translation>
        <numerusform>%n question without an answer counts as not met.</numerusform>
        <numerusform>%n questions without an answer count as not met.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SignPage</name>
    <message numerus="yes">
      <source>%n question(s) still (needs/need) an answer.</source>
      <translation>
        <numerusform>%n question still needs an answer.</numerusform>
        <numerusform>%n questions still need an answer.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n question(s) still (needs/need) an answer before you can sign.</source>
      <translation>
        <numerusform>%n question still needs an answer before you can sign.</numerusform>
        <numerusform>%n questions still need an answer before you can sign.</numerusform>
      </translation>
    </message>
  </context>
</TS>
