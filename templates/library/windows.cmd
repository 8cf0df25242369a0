@echo off
rem Double-clicked files call this: windows.cmd check, windows.cmd site. UTF-8 with CRLF; nothing but ASCII above chcp.
setlocal
chcp 65001 >nul
cd /d "%~dp0"
set PYTHONUTF8=1
set VENV=.venv\Scripts\python.exe
set ROLEBOOK=.venv\Scripts\rolebook.exe
title 岗位手册
rem Where the environment's Python does not run, as after a change of the computer's Python, it is made anew.
set CLEAR=--clear
%VENV% -c "" >nul 2>nul
if errorlevel 1 goto find
set CLEAR=
rem What was installed is kept beside it: another requirements.txt is installed at once.
fc /b requirements.txt .venv\ready.txt >nul 2>nul
if not errorlevel 1 goto run

:find
set PYTHON=py -3
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 goto prepare
set PYTHON=python
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 goto nopython

:prepare
echo 第一次使用或刚刚更新，正在准备，需要几分钟。请不要关闭这个窗口。
%PYTHON% -m venv %CLEAR% .venv
if errorlevel 1 goto failed
%VENV% -m pip install --quiet --disable-pip-version-check --upgrade -r requirements.txt
if errorlevel 1 goto failed
copy /y requirements.txt .venv\ready.txt >nul

:run
if "%1"=="site" goto site
echo 正在检查……
echo.
%ROLEBOOK% check
set FAULTY=%errorlevel%
rem The last line of what is found offers to mend what is certain. It is asked for again here, without its colours.
%ROLEBOOK% check --format github | findstr /c:"check --fix" >nul
if errorlevel 1 goto checked
echo.
choice /c YN /n /m "现在自动改好这些确定的问题吗？改动会显示出来。按 Y 改，按 N 不改："
if errorlevel 2 goto checked
echo.
%ROLEBOOK% check --fix
set FAULTY=%errorlevel%
:checked
if not "%FAULTY%"=="0" goto faults
echo.
echo 检查通过：没有错误。如有“警告”，需要您判断是否修改。
goto end

:site
echo 正在检查并生成手册……
echo.
%ROLEBOOK% site
if errorlevel 1 goto faults
echo 手册已在浏览器中打开。如需发给他人，请发送整个 site 文件夹。
start "" "site\index.html"
goto end

:faults
echo.
echo 以上列出了错误：每一处都注明在哪个文件、第几行、怎样改。
echo 改正并保存后，请再双击一次。已经生成的手册未改动。
goto end

:nopython
echo 这台电脑上没有 Python（需要 3.11 或更新的版本），因此暂时无法检查。
echo.
echo   1. 打开 https://www.python.org/downloads/ 下载并安装，安装时勾选“Add python.exe to PATH”。
echo      如果公司的电脑不能自行安装软件，请信息部门协助。
echo   2. 安装后，请再双击一次这个文件。
goto end

:failed
echo.
echo 准备没有完成。可能安装包（.whl）不在这个文件夹里，没有连接网络，或公司的网络不允许下载。
echo 请检查网络后再双击一次；如仍未完成，请截取这个窗口的图片，发给维护手册的同事。

:end
echo.
pause
