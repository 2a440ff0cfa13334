; The installer for one user of a Windows computer: needs no rights, writes nothing outside that user's own folders.
;
;   makensis -DVERSION=0.1.0 -DPAYLOAD=dist\privacy-wizard -DDRAWN=build -DOUT=privacy-wizard-0.1.0-setup.exe installer.nsi
;
; Without a question: setup.exe /S, uninstall.exe /S (what the user made stays there). /D=FOLDER, last, chooses the folder.
Target amd64-unicode
Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
Name "Privacy Wizard"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Privacy Wizard"
InstallDirRegKey HKCU "Software\Privacy Wizard" "Folder"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!include MUI2.nsh
!include FileFunc.nsh
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\PrivacyWizard"
!define DATA "$LOCALAPPDATA\privacy-wizard"

BrandingText "Privacy Wizard ${VERSION}"
; The program's own sign, and a plain side in its colour, which `bundle.py` draws.
!ifdef DRAWN
  !define MUI_ICON "${DRAWN}\privacy-wizard.ico"
  !define MUI_UNICON "${DRAWN}\privacy-wizard.ico"
  !define MUI_WELCOMEFINISHPAGE_BITMAP "${DRAWN}\side.bmp"
!endif
!define MUI_FINISHPAGE_RUN "$INSTDIR\privacy-wizard-window.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Open Privacy Wizard now"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A kind of file that the school sends, and what a double click does with it.
!macro Opens SUFFIX KIND WORDS
  WriteRegStr HKCU "Software\Classes\.${SUFFIX}" "" "PrivacyWizard.${KIND}"
  WriteRegStr HKCU "Software\Classes\PrivacyWizard.${KIND}" "" "${WORDS}"
  WriteRegStr HKCU "Software\Classes\PrivacyWizard.${KIND}\DefaultIcon" "" "$INSTDIR\privacy-wizard-window.exe,0"
  WriteRegStr HKCU "Software\Classes\PrivacyWizard.${KIND}\shell\open\command" "" '"$INSTDIR\privacy-wizard-window.exe" "%1"'
!macroend

!macro OpensNoLonger SUFFIX KIND
  DeleteRegKey HKCU "Software\Classes\PrivacyWizard.${KIND}"
  ReadRegStr $0 HKCU "Software\Classes\.${SUFFIX}" ""
  StrCmp $0 "PrivacyWizard.${KIND}" 0 +2 ; another program may have taken it over
  DeleteRegKey HKCU "Software\Classes\.${SUFFIX}"
!macroend

Section "Privacy Wizard"
  ; What a version before left here would be loaded by this one.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Privacy Wizard.lnk" "$INSTDIR\privacy-wizard-window.exe"
  CreateShortcut "$SMPROGRAMS\Privacy Wizard, the office.lnk" "$INSTDIR\privacy-wizard-window.exe" "console"
  !insertmacro Opens "pwschool" "School" "School profile for Privacy Wizard"
  !insertmacro Opens "pwinvite" "Invitation" "Invitation from a school"
  !insertmacro Opens "pwcert" "Certificate" "Certificate from a school"
  !insertmacro Opens "pwlist" "ProtectedList" "Protected list from a school"
  WriteRegStr HKCU "Software\Privacy Wizard" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Privacy Wizard"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\privacy-wizard-window.exe"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; the icons of the files are shown at once
SectionEnd

Section "Uninstall"
  !insertmacro OpensNoLonger "pwschool" "School"
  !insertmacro OpensNoLonger "pwinvite" "Invitation"
  !insertmacro OpensNoLonger "pwcert" "Certificate"
  !insertmacro OpensNoLonger "pwlist" "ProtectedList"
  Delete "$SMPROGRAMS\Privacy Wizard.lnk"
  Delete "$SMPROGRAMS\Privacy Wizard, the office.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\privacy-wizard.exe"
  Delete "$INSTDIR\privacy-wizard-window.exe"
  Delete "$INSTDIR\LICENCES.txt"
  Delete "$INSTDIR\*.cdx.json"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Privacy Wizard"
  IfFileExists "${DATA}\*.*" 0 kept
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Do you also want to delete what you made with Privacy Wizard on this computer: your audits, your signing key and your school's profile? Without the key you cannot sign again under the same name. What you saved elsewhere stays." /SD IDNO IDNO kept
  RMDir /r "${DATA}"
  kept:
SectionEnd
